package io.mpm.monitor.daemon.store;

import java.util.ArrayList;
import java.util.List;

/** Text as a search sees it: its runs of letters and digits, in lower case. Pure. */
final class SearchWords {

  private SearchWords() {}

  static List<String> of(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (Character.isLetterOrDigit(c)) {
                word.appendCodePoint(Character.toLowerCase(c));
              } else {
                end(word, words);
              }
            });
    end(word, words);
    return words;
  }

  private static void end(StringBuilder word, List<String> words) {
    if (word.length() > 0) {
      words.add(word.toString());
      word.setLength(0);
    }
  }
}
