package io.mpm.monitor.protocol.redaction;

/**
 * What stands around a place in a text, seen through the escapes of JSON, addresses and terminals.
 */
final class Surroundings {

  /** Names are shorter; what is longer is no name. */
  private static final int LONGEST_NAME = 128;

  private Surroundings() {}

  /** Whether no word reaches over {@code at} from the left. */
  static boolean beginsWord(String text, int at) {
    return at == 0 || !isWord(text.charAt(at - 1)) || endsEscape(text, at);
  }

  /** The name that {@code at} is in, to the end of its letters. */
  static String nameAround(String text, int at) {
    int start = at;
    while (start > 0 && at - start < LONGEST_NAME && isName(text.charAt(start - 1))) {
      start--;
    }
    if (start > 0 && start < at && text.charAt(start - 1) == '\\') {
      start++;
    }
    int end = at;
    while (end < text.length() && end - at < LONGEST_NAME && isName(text.charAt(end))) {
      end++;
    }
    return text.substring(start, end);
  }

  /** Whether a quote opens right before {@code at}. */
  static boolean isQuoted(String text, int at) {
    return at > 0 && (text.charAt(at - 1) == '"' || text.charAt(at - 1) == '\'');
  }

  private static boolean endsEscape(String text, int at) {
    if (at >= 2 && text.charAt(at - 2) == '\\') {
      return "nrtbf".indexOf(text.charAt(at - 1)) >= 0;
    }
    if (at >= 3 && text.charAt(at - 3) == '%') {
      return isHex(text, at - 2, at);
    }
    if (at >= 6 && text.startsWith("\\u", at - 6)) {
      return isHex(text, at - 4, at);
    }
    return text.charAt(at - 1) == 'm' && endsColour(text, at - 1);
  }

  private static boolean endsColour(String text, int at) {
    int start = at;
    while (start > 0
        && (Character.isDigit(text.charAt(start - 1)) || text.charAt(start - 1) == ';')) {
      start--;
    }
    return start > 0 && text.charAt(start - 1) == '[';
  }

  private static boolean isHex(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (Character.digit(text.charAt(i), 16) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWord(char c) {
    return c < 128 && (Character.isLetterOrDigit(c) || c == '_');
  }

  private static boolean isName(char c) {
    return isWord(c) || c == '-';
  }
}
