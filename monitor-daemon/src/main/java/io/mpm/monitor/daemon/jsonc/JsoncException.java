package io.mpm.monitor.daemon.jsonc;

/**
 * A text is no JSON with comments; the message begins with the line and column of what is wrong.
 */
public final class JsoncException extends Exception {

  private JsoncException(String message) {
    super(message);
  }

  /** What is wrong at {@code offset} of {@code text}. */
  public static JsoncException at(String text, int offset, String problem) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < offset; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return new JsoncException(
        "line %d, column %d: %s".formatted(line, offset - lineStart + 1, problem));
  }
}
