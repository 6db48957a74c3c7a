package io.mpm.monitor.daemon.claude;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/** Whose a hook in the settings is, as far as it shows. */
public enum HandlerOrigin {
  /** Ours: it runs {@code mpm-hook} and nothing else, or carries our mark. */
  OURS,
  /** claude-mpm's, which has a dashboard of its own. */
  CLAUDE_MPM,
  FOREIGN;

  private static final Pattern PROGRAM =
      Pattern.compile("(?:.*[/\\\\])?mpm-hook(?:\\.cmd|\\.exe)?");

  /** The same as a shell is given it: perhaps in quotes, and with the event's word. */
  private static final Pattern COMMAND_LINE =
      Pattern.compile(
          "(?:'(?:[^']*/)?mpm-hook'|\"(?:[^\"]*[/\\\\])?mpm-hook(?:\\.cmd|\\.exe)?\""
              + "|(?:[^\\s'\"|;&]*[/\\\\])?mpm-hook(?:\\.cmd|\\.exe)?)(?:\\s+[a-z0-9-]+)?\\s*");

  private static final Pattern CLAUDE_MPM_PROGRAM =
      Pattern.compile("claude[-_]mpm|claude-hook-(?:handler|fast)\\.sh|claude_hooks[/\\\\]");

  /** Whose this handler is, an element of {@code hooks}. */
  public static HandlerOrigin of(JsonNode handler) {
    String command = handler.path("command").asText("");
    if (isOurs(handler, command)) {
      return OURS;
    }
    String told = command + " " + handler.path("args") + " " + handler.path("url").asText("");
    return CLAUDE_MPM_PROGRAM.matcher(told).find() ? CLAUDE_MPM : FOREIGN;
  }

  private static boolean isOurs(JsonNode handler, String command) {
    if (handler.path("type").asText("").equals("http")) {
      JsonNode mark = handler.path("headers").path(HookEntries.MARK_HEADER);
      return mark.asText("").equals(HookEntries.MARK);
    }
    return handler.path("args").isArray()
        ? PROGRAM.matcher(command).matches()
        : COMMAND_LINE.matcher(command).matches();
  }
}
