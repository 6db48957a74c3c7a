package io.mpm.monitor.protocol.event;

import java.util.Locale;
import java.util.Map;

/**
 * The names of a hook event for those who call hooks: Claude Code's ({@code PreToolUse}) and the
 * word given to {@code mpm-hook} ({@code pre-tool}). Names that nobody knew when this was written
 * pass through both; the {@code type} on the wire is that of {@link EventKinds#ofHook}.
 */
public final class HookNames {

  /** An event of which neither the payload nor the hook's word says what it is. */
  private static final String UNKNOWN = "Unknown";

  private static final Map<String, String> SHORT_WORDS =
      Map.of(
          "pre-tool", "PreToolUse",
          "post-tool", "PostToolUse",
          "post-tool-failure", "PostToolUseFailure",
          "user-prompt", "UserPromptSubmit");

  private HookNames() {}

  /**
   * Claude Code's name for what {@code mpm-hook <word>} was called with: {@code pre-tool} is {@code
   * PreToolUse}. Without a word it is {@code Unknown}.
   */
  public static String fromWord(String word) {
    String known = SHORT_WORDS.get(word);
    if (known != null) {
      return known;
    }
    StringBuilder name = new StringBuilder(word.length());
    for (String part : word.split("-", -1)) {
      if (!part.isEmpty()) {
        name.append(part.substring(0, 1).toUpperCase(Locale.ROOT)).append(part.substring(1));
      }
    }
    return name.isEmpty() ? UNKNOWN : name.toString();
  }

  /**
   * The word that {@code mpm-hook} is given for an event: {@code PreToolUse} is {@code
   * pre-tool-use}.
   */
  public static String toWord(String hookEventName) {
    return hookEventName.replaceAll("(?<!^)(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }
}
