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
  private static final String NUMBER = "(0|[1-9]\\d{0,17})";
  private static final Pattern TEXT =
      Pattern.compile("…\\[truncated, " + NUMBER + " of " + NUMBER + END + "$");

  public CutMark {
    if (kept < 0 || total < kept) {
      throw new IllegalArgumentException("kept must be in 0.." + total + ": " + kept);
    }
  }

  /**
   * The mark at the end of {@code text}; empty when the text is whole, or when what stands there is
   * none that was made here: anybody may write such words.
   */
  public static Optional<CutMark> of(String text) {
    if (!text.endsWith(END)) {
      return Optional.empty();
    }
    Matcher mark = TEXT.matcher(text).region(Math.max(0, text.length() - 2 * ROOM), text.length());
    if (!mark.find()) {
      return Optional.empty();
    }
    long kept = Long.parseLong(mark.group(1));
    long total = Long.parseLong(mark.group(2));
    return kept <= total ? Optional.of(new CutMark(kept, total)) : Optional.empty();
  }

  /** The mark as it stands at the end of a text. */
  public String text() {
    return "…[truncated, " + kept + " of " + total + END;
  }

  /** The text without it. */
  String takenFrom(String marked) {
    return marked.substring(0, marked.length() - text().length());
  }
}
