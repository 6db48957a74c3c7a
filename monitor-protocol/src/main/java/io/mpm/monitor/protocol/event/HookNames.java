package io.mpm.monitor.protocol.event;

import java.util.Locale;
import java.util.Map;

/**
 * The names of a hook event in the three places that name it: Claude Code's ({@code PreToolUse}),
 * the word given to {@code mpm-hook} ({@code pre-tool}) and the {@code type} on the wire ({@code
 * hook.pre_tool}). Names that nobody knew when this was written pass through all three.
 */
public final class HookNames {

  private static final Map<String, String> SHORT_WORDS =
      Map.of(
          "pre-tool", "PreToolUse",
          "post-tool", "PostToolUse",
          "post-tool-failure", "PostToolUseFailure",
          "user-prompt", "UserPromptSubmit");

  private static final Map<String, String> SEED_TYPES =
      Map.of(
          "PreToolUse", "hook.pre_tool",
          "PostToolUse", "hook.post_tool",
          "UserPromptSubmit", "hook.user_prompt",
          "SessionStart", "session.start",
          "SessionEnd", "session.end",
          "InstructionsLoaded", "memory:loaded",
          // Not a hook's: the proxy's own word on what it had to drop.
          "EventsDropped", "monitor.events_dropped");

  private HookNames() {}

  /**
   * Claude Code's name for what {@code mpm-hook <word>} was called with: {@code pre-tool} is {@code
   * PreToolUse}.
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
    return name.toString();
  }

  /**
   * The wire's {@code type} for Claude Code's name: the seed's where it has one, else {@code
   * hook.<snake_case>}.
   */
  public static String toType(String hookEventName) {
    String seed = SEED_TYPES.get(hookEventName);
    return seed != null ? seed : "hook." + snakeCase(hookEventName);
  }

  private static String snakeCase(String name) {
    StringBuilder snake = new StringBuilder(name.length() + 4);
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isUpperCase(c) && i > 0) {
        snake.append('_');
      }
      snake.append(Character.toLowerCase(c));
    }
    return snake.toString();
  }
}
