package io.mpm.monitor.daemon.model.facts;

/** Texts made short enough to keep and to show in a line. */
public final class ShortText {

  private ShortText() {}

  /**
   * {@code text} in one line of at most {@code limit} characters; what was cut shows as an
   * ellipsis.
   */
  public static String oneLine(String text, int limit) {
    char[] line = new char[Math.min(text.length(), limit) + 1];
    int length = 0;
    boolean gap = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c)) {
        gap = length > 0;
        continue;
      }
      if (length + (gap ? 1 : 0) >= limit) {
        int whole = whole(line, length);
        line[whole] = '…';
        return new String(line, 0, whole + 1);
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
    if (text.length() <= limit) {
      return text;
    }
    char[] kept = text.substring(0, limit).toCharArray();
    return new String(kept, 0, whole(kept, limit)) + '…';
  }

  /** How long the text is without the first half of a pair whose second half was cut off. */
  private static int whole(char[] text, int length) {
    return length > 0 && Character.isHighSurrogate(text[length - 1]) ? length - 1 : length;
  }
}
