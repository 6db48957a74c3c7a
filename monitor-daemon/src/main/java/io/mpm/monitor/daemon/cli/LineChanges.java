package io.mpm.monitor.daemon.cli;

import java.util.List;

/** What changes between two texts, line by line. */
final class LineChanges {

  private LineChanges() {}

  /** The lines between those that both begin and end with, old ones with -, new ones with +. */
  static String between(String before, String after) {
    List<String> old = before.lines().toList();
    List<String> fresh = after.lines().toList();
    int most = Math.min(old.size(), fresh.size());
    int same = 0;
    while (same < most && old.get(same).equals(fresh.get(same))) {
      same++;
    }
    int tail = 0;
    while (tail < most - same
        && old.get(old.size() - 1 - tail).equals(fresh.get(fresh.size() - 1 - tail))) {
      tail++;
    }
    StringBuilder shown = new StringBuilder();
    old.subList(same, old.size() - tail)
        .forEach(line -> shown.append("- ").append(line).append('\n'));
    fresh
        .subList(same, fresh.size() - tail)
        .forEach(line -> shown.append("+ ").append(line).append('\n'));
    return shown.toString();
  }
}
