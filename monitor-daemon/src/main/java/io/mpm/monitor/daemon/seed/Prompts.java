package io.mpm.monitor.daemon.seed;

import java.util.List;

/** What claude-mpm says of a prompt. */
final class Prompts {

  private static final List<String> CODE = List.of("```", "python", "javascript");
  private static final List<String> URGENT = List.of("urgent", "error", "bug", "fix", "broken");

  private Prompts() {}

  static void addTo(Derived derived) {
    String prompt = derived.said("prompt");
    derived.text("prompt_text", prompt);
    derived.text("prompt_preview", Derived.preview(prompt));
    derived.number("prompt_length", prompt.length());
    derived.flag("is_command", prompt.startsWith("/"));
    derived.flag("contains_code", Derived.hasAny(prompt, CODE));
    derived.text("urgency", Derived.hasAny(prompt, URGENT) ? "high" : "normal");
  }
}
