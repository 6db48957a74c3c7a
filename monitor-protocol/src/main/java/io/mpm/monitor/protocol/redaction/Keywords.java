package io.mpm.monitor.protocol.redaction;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;

/**
 * Finds every occurrence of many words in one pass over a text (Aho and Corasick, 1975), whatever
 * their case. The cost does not depend on how many words there are.
 */
final class Keywords {

  /** Told of the word {@code keyword} at {@code start}..{@code end}. */
  interface Occurrence {
    void at(int keyword, int start, int end);
  }

  private static final int[] NONE = {};

  private final List<String> words;

  /** The column of each ASCII character in {@link #next}; 0 for those in no word. */
  private final byte[] columns = new byte[128];

  private final int width;

  /** From state {@code s} over column {@code c} to state {@code next[s * width + c]}. */
  private final int[] next;

  /** The words that end in each state. */
  private final int[][] ending;

  Keywords(List<String> words) {
    this.words = List.copyOf(words);
    this.width = assignColumns() + 1;
    int states = 1 + words.stream().mapToInt(String::length).sum();
    this.next = new int[states * width];
    this.ending = new int[states][];
    Arrays.fill(ending, NONE);
    growTrie();
    linkFailures();
  }

  void scan(String text, Occurrence occurrence) {
    int state = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      state = c < 128 ? next[state * width + columns[c]] : 0;
      for (int word : ending[state]) {
        occurrence.at(word, i + 1 - words.get(word).length(), i + 1);
      }
    }
  }

  private int assignColumns() {
    int used = 0;
    for (String word : words) {
      for (int i = 0; i < word.length(); i++) {
        char c = word.charAt(i);
        if (c >= 128 || c != Character.toLowerCase(c)) {
          throw new IllegalArgumentException("a keyword is ASCII in lower case: " + word);
        }
        if (columns[c] == 0) {
          columns[c] = (byte) ++used;
          columns[Character.toUpperCase(c)] = columns[c];
        }
      }
    }
    return used;
  }

  private void growTrie() {
    int states = 1;
    for (int word = 0; word < words.size(); word++) {
      int state = 0;
      for (int i = 0; i < words.get(word).length(); i++) {
        int edge = state * width + columns[words.get(word).charAt(i)];
        if (next[edge] == 0) {
          next[edge] = states++;
        }
        state = next[edge];
      }
      ending[state] = append(ending[state], word);
    }
  }

  /** Gives every state an edge for every column: where no word goes on, a shorter one may. */
  private void linkFailures() {
    int[] failure = new int[ending.length];
    Queue<Integer> queue = new ArrayDeque<>();
    for (int column = 1; column < width; column++) {
      if (next[column] != 0) {
        queue.add(next[column]);
      }
    }
    while (!queue.isEmpty()) {
      int state = queue.remove();
      for (int column = 1; column < width; column++) {
        int edge = state * width + column;
        int fallback = next[failure[state] * width + column];
        if (next[edge] == 0) {
          next[edge] = fallback;
        } else {
          failure[next[edge]] = fallback;
          for (int word : ending[fallback]) {
            ending[next[edge]] = append(ending[next[edge]], word);
          }
          queue.add(next[edge]);
        }
      }
    }
  }

  private static int[] append(int[] list, int value) {
    List<Integer> longer = new ArrayList<>();
    for (int old : list) {
      longer.add(old);
    }
    longer.add(value);
    return longer.stream().mapToInt(Integer::intValue).toArray();
  }
}
