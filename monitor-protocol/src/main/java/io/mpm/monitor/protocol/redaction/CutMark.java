package io.mpm.monitor.protocol.redaction;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a text says at its end when its beginning is all that was kept: {@code …[truncated, K of M
 * characters]}. Whoever cuts it once more tells of the first length.
 *
 * @param kept how many characters stand before it
 * @param total how many there were; a character outside the basic plane counts as two
 */
public record CutMark(long kept, long total) {

  /** Room for its text, with numbers of any size. */
  static final int ROOM = 48;

  private static final String END = " characters]";
  private static final Pattern TEXT =
      Pattern.compile("…\\[truncated, (\\d{1,18}) of (\\d{1,18})" + END + "$");

  /** The one at the end of {@code text}; empty when it is whole. */
  public static Optional<CutMark> of(String text) {
    if (!text.endsWith(END)) {
      return Optional.empty();
    }
    Matcher mark = TEXT.matcher(text).region(Math.max(0, text.length() - 2 * ROOM), text.length());
    return mark.find()
        ? Optional.of(new CutMark(Long.parseLong(mark.group(1)), Long.parseLong(mark.group(2))))
        : Optional.empty();
  }

  /** As it stands at the end of the text. */
  public String text() {
    return "…[truncated, " + kept + " of " + total + END;
  }

  /** The text without it. */
  String takenFrom(String marked) {
    return marked.substring(0, marked.length() - text().length());
  }
}
