package io.mpm.monitor.protocol.settings;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One thing that users can set, with everything that there is to say about it: the program, its
 * error messages and the reference page all read it here.
 *
 * @param key its dotted name in {@code config.yaml}
 * @param variables the environment variables that set it; the first that is not empty counts
 * @param option the command-line option that sets it, if there is one
 * @param kind what values it takes
 * @param defaultText its value when nobody set it, written as a user would write it
 * @param effect when a change of it counts
 * @param sentence what it does, for the reference page
 */
public record Setting<T>(
    String key,
    List<String> variables,
    Optional<String> option,
    ValueKind<T> kind,
    String defaultText,
    Effect effect,
    String sentence) {

  private static final Pattern KEY = Pattern.compile("[a-z][a-z_]*(\\.[a-z][a-z_]*)+");

  public Setting {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException("key must be dotted lower-case words: " + key);
    }
    if (variables.isEmpty()) {
      throw new IllegalArgumentException(key + " has no environment variable");
    }
    if (kind.parse(defaultText).isEmpty()) {
      throw new IllegalArgumentException(
          "the default of " + key + " must be " + kind.allowed() + ": " + defaultText);
    }
    variables = List.copyOf(variables);
  }
}
