package io.mpm.monitor.daemon.model.facts;

/** Texts made short enough to keep and to show in a line. */
public final class ShortText {

  private ShortText() {}

  /**
   * {@code text} in one line of at most {@code limit} characters; what was cut shows as an
   * ellipsis.
   */
  public static String oneLine(String text, int limit) {
    char[] line = new char[Math.min(text.length(), limit)];
    int length = 0;
    boolean gap = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c)) {
        gap = length > 0;
        continue;
      }
      if (length + (gap ? 1 : 0) >= limit) {
        return whole(new StringBuilder(limit + 1).append(line, 0, length)).append('…').toString();
      }
      if (gap) {
        line[length++] = ' ';
        gap = false;
      }
      line[length++] = c;
    }
    return new String(line, 0, length);
  }

  /** The first {@code limit} characters of {@code text}; what was cut shows as an ellipsis. */
  public static String beginning(String text, int limit) {
    return text.length() <= limit
        ? text
        : whole(new StringBuilder(text.substring(0, limit))).append('…').toString();
  }

  /** Without the first half of a pair whose second half was cut off. */
  private static StringBuilder whole(StringBuilder text) {
    int last = text.length() - 1;
    if (last >= 0 && Character.isHighSurrogate(text.charAt(last))) {
      text.setLength(last);
    }
    return text;
  }
}
