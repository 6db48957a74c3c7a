package io.mpm.monitor.protocol.redaction;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Shortens texts: never through a code point nor through one of our markers, and says so at the
 * end.
 */
final class Cut {

  /** Room for the words at the end of a cut text, with numbers of any size. */
  static final int MARK_ROOM = 48;

  private static final Pattern MARK =
      Pattern.compile("…\\[truncated, (\\d{1,18}) of (\\d{1,18}) characters]$");

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

  /** The first {@code characters} of the text, and how many there were: it, or {@code total}. */
  static String to(String text, int characters, long total) {
    String kept = head(unmarked(text), characters);
    return kept + "…[truncated, " + kept.length() + " of " + total + " characters]";
  }

  /** How many characters the text had before it was cut for the first time. */
  static long total(String text) {
    Matcher mark = mark(text);
    return mark.find() ? Long.parseLong(mark.group(2)) : text.length();
  }

  /** How many characters of it were cut off. */
  static long lost(String text) {
    return total(text) - unmarked(text).length();
  }

  private static String unmarked(String text) {
    Matcher mark = mark(text);
    return mark.find() ? text.substring(0, mark.start()) : text;
  }

  private static Matcher mark(String text) {
    return MARK.matcher(text).region(Math.max(0, text.length() - 2 * MARK_ROOM), text.length());
  }
}
