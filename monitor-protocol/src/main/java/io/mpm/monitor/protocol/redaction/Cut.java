package io.mpm.monitor.protocol.redaction;

/**
 * Shortens texts: never through a code point nor through one of our markers, and says so at the
 * end.
 */
final class Cut {

  /** Room for the words at the end of a cut text, with numbers of any size. */
  static final int MARK_ROOM = CutMark.ROOM;

  private Cut() {}

  /** The first {@code characters} of the text at most. */
  static String head(String text, int characters) {
    if (text.length() <= characters) {
      return text;
    }
    int end = characters;
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, Marker.beginningAround(text, end));
  }

  /**
   * The first {@code characters} of the text, with a mark of how many there were: as many as it
   * has, or {@code total} where that is more.
   */
  static String to(String text, int characters, long total) {
    String kept = head(unmarked(text), characters);
    return kept + new CutMark(kept.length(), Math.max(kept.length(), total)).text();
  }

  /** How many characters the text had before it was cut for the first time. */
  static long total(String text) {
    // Redaction may have made it longer since, and anybody may write a mark.
    long atLeast = unmarked(text).length();
    return CutMark.of(text).map(mark -> Math.max(mark.total(), atLeast)).orElse(atLeast);
  }

  /** How many characters of the text were cut off. */
  static long lost(String text) {
    return total(text) - unmarked(text).length();
  }

  private static String unmarked(String text) {
    return CutMark.of(text).map(mark -> mark.takenFrom(text)).orElse(text);
  }
}
