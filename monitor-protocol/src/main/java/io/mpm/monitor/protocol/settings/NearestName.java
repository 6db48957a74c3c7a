package io.mpm.monitor.protocol.settings;

import java.util.Comparator;
import java.util.List;

/** Finds what somebody may have meant. */
public final class NearestName {

  private NearestName() {}

  /**
   * The name of {@code known} that {@code wanted} is the fewest keystrokes away from, as a whole or
   * without the section it stands in.
   */
  public static String of(String wanted, List<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(name -> distance(wanted, name)))
        .orElseThrow(() -> new IllegalArgumentException("no names to choose from"));
  }

  private static int distance(String wanted, String name) {
    return Math.min(keystrokes(wanted, name), keystrokes(lastPart(wanted), lastPart(name)) * 2 + 1);
  }

  private static String lastPart(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** Characters to put in, take out or change to make {@code a} out of {@code b} (Levenshtein). */
  private static int keystrokes(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[b.length()];
  }
}
