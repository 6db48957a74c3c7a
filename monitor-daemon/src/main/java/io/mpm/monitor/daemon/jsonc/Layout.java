package io.mpm.monitor.daemon.jsonc;

import java.util.List;

/**
 * How a text is laid out by whoever wrote it, so that what is added looks as if he had written it.
 *
 * @param lineBreak of its first line
 * @param step what one level is indented by
 */
record Layout(String text, String lineBreak, String step) {

  private static final String TWO_BLANKS = "  ";

  static Layout of(String text, JsoncValue root) {
    int first = text.indexOf('\n');
    String lineBreak = first > 0 && text.charAt(first - 1) == '\r' ? "\r\n" : "\n";
    return new Layout(text, lineBreak, step(text, root));
  }

  /** What the first line within the outermost brackets begins with. */
  private static String step(String text, JsoncValue root) {
    if (root instanceof JsoncValue.Container outermost && !outermost.isEmpty()) {
      int item = outermost.items().get(0).start();
      String blanks = blanksBefore(text, item);
      if (!blanks.isEmpty() && isFirstOnLine(text, item)) {
        return blanks;
      }
    }
    return TWO_BLANKS;
  }

  /** Whether its items stand on lines of their own. */
  boolean isSpread(JsoncValue.Container container) {
    return container.isEmpty()
        || text.substring(container.start(), container.end()).indexOf('\n') >= 0;
  }

  /** The blanks at the beginning of the line on which {@code place} is. */
  String indent(int place) {
    int lineStart = text.lastIndexOf('\n', place - 1) + 1;
    int end = lineStart;
    while (end < place && isBlank(text.charAt(end))) {
      end++;
    }
    return text.substring(lineStart, end);
  }

  /** What an item of that container is indented by. */
  String itemIndent(JsoncValue.Container container) {
    List<? extends Span> items = container.items();
    if (!items.isEmpty()) {
      int last = items.get(items.size() - 1).start();
      if (isFirstOnLine(text, last)) {
        return indent(last);
      }
    }
    return indent(container.start()) + step;
  }

  private static boolean isFirstOnLine(String text, int place) {
    int before = place - blanksBefore(text, place).length() - 1;
    return before >= 0 && text.charAt(before) == '\n';
  }

  private static String blanksBefore(String text, int place) {
    int start = place;
    while (start > 0 && isBlank(text.charAt(start - 1))) {
      start--;
    }
    return text.substring(start, place);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
