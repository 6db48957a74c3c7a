package io.mpm.monitor.daemon.model.facts;

/** Texts made short enough to keep and to show in a line. */
public final class Words {

  private Words() {}

  /**
   * {@code text} in one line of at most {@code limit} characters; what was cut shows as an
   * ellipsis.
   */
  public static String oneLine(String text, int limit) {
    StringBuilder line = new StringBuilder(Math.min(text.length(), limit + 1));
    boolean gap = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c)) {
        gap = line.length() > 0;
        continue;
      }
      if (line.length() + (gap ? 1 : 0) >= limit) {
        return whole(line).append('…').toString();
      }
      if (gap) {
        line.append(' ');
        gap = false;
      }
      line.append(c);
    }
    return line.toString();
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
