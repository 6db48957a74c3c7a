package io.mpm.monitor.protocol.redaction;

import java.util.regex.Pattern;

/** The words that stand where something was taken out. */
final class Marker {

  /** Stands where nobody followed the brackets any further. */
  static final String TOO_DEEP = "[elided: nested too deeply]";

  private static final Pattern ANY =
      Pattern.compile("\\[(?:redacted:[a-z0-9-]+|elided: [^\\[\\]]*)]");

  private static final String REDACTED = "[redacted:";
  private static final String ELIDED = "[elided: ";
  private static final int LONGEST = 80;

  private Marker() {}

  static String redacted(String rule) {
    return REDACTED + rule + "]";
  }

  static String tookTooLong(long characters) {
    return "[elided: redaction took too long, " + characters + " characters]";
  }

  static String tooLarge(long bytes) {
    return "[elided: too large, " + bytes + " bytes]";
  }

  /** Where the marker begins that reaches over {@code place}; {@code place} when none does. */
  static int beginningAround(String text, int place) {
    int begin = place - 1;
    int first = Math.max(0, place - LONGEST);
    while (begin >= first && text.charAt(begin) != '[' && text.charAt(begin) != ']') {
      begin--;
    }
    return begin >= first && isMarkerAt(text, begin) ? begin : place;
  }

  /** Whether a marker is in {@code text}. */
  static boolean isIn(String text) {
    return text.contains(REDACTED) || text.contains(ELIDED);
  }

  private static boolean isMarkerAt(String text, int place) {
    return text.startsWith(REDACTED, place) || text.startsWith(ELIDED, place);
  }

  /** Whether {@code text} is a marker and nothing else. */
  static boolean isMarker(String text) {
    return ANY.matcher(text).matches();
  }
}
