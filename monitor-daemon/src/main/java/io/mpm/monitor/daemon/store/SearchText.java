package io.mpm.monitor.daemon.store;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What somebody typed to find events. An event has it when it has each part that stood between
 * blanks; a part's words must follow one another, and of the last one the beginning is enough: so
 * {@code src/ma} finds {@code src/main.ts}. Pure.
 *
 * @param parts the words of each part
 */
public record SearchText(List<List<String>> parts) {

  public SearchText {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("a search without words");
    }
    parts = List.copyOf(parts);
  }

  /** Empty when there is no letter and no digit in {@code typed}. */
  public static Optional<SearchText> of(String typed) {
    List<List<String>> parts = new ArrayList<>();
    for (String part : typed.split("\\s+", -1)) {
      List<String> words = SearchWords.of(part);
      if (!words.isEmpty()) {
        parts.add(List.copyOf(words));
      }
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(new SearchText(parts));
  }

  boolean isIn(List<String> words) {
    return parts.stream().allMatch(part -> isIn(part, words));
  }

  private static boolean isIn(List<String> part, List<String> words) {
    for (int start = 0; start + part.size() <= words.size(); start++) {
      if (startsAt(start, part, words)) {
        return true;
      }
    }
    return false;
  }

  private static boolean startsAt(int start, List<String> part, List<String> words) {
    int last = part.size() - 1;
    return words.subList(start, start + last).equals(part.subList(0, last))
        && words.get(start + last).startsWith(part.get(last));
  }

  /** The same in the language of SQLite's full-text index. Words hold nothing it would misread. */
  String match() {
    return parts.stream()
        .map(part -> "\"" + String.join(" ", part) + "\" *")
        .collect(joining(" AND "));
  }
}
