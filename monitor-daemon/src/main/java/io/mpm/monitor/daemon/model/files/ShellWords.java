package io.mpm.monitor.daemon.model.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Splits a command line that means exactly what it says. */
final class ShellWords {

  /** What makes a shell do more than run a program with these words. */
  private static final String SPECIAL = "$`*?[]{}~()<>|;&#!\\\n\r=";

  private ShellWords() {}

  /**
   * The simple commands of {@code a && b && c}, each at least one word long; empty when the line
   * holds anything else.
   */
  static Optional<List<List<String>>> split(String line) {
    List<List<String>> commands = new ArrayList<>();
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      boolean and = c == '&' && i + 1 < line.length() && line.charAt(i + 1) == '&';
      if (c == '\'' || c == '"') {
        int end = line.indexOf(c, i + 1);
        if (end < 0 || (c == '"' && hasSpecial(line.substring(i + 1, end)))) {
          return Optional.empty();
        }
        word.append(line, i + 1, end);
        inWord = true;
        i = end;
      } else if (c == ' ' || c == '\t' || and) {
        inWord = endWord(inWord, word, words);
        if (and) {
          if (words.isEmpty()) {
            return Optional.empty();
          }
          commands.add(words);
          words = new ArrayList<>();
          i++;
        }
      } else if (SPECIAL.indexOf(c) >= 0) {
        return Optional.empty();
      } else {
        word.append(c);
        inWord = true;
      }
    }
    endWord(inWord, word, words);
    if (words.isEmpty()) {
      return Optional.empty();
    }
    commands.add(words);
    return Optional.of(commands);
  }

  private static boolean endWord(boolean inWord, StringBuilder word, List<String> words) {
    if (inWord) {
      words.add(word.toString());
      word.setLength(0);
    }
    return false;
  }

  private static boolean hasSpecial(String quoted) {
    return quoted.chars().anyMatch(c -> c == '$' || c == '`' || c == '\\' || c == '!');
  }
}
