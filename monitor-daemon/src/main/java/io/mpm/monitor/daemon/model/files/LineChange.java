package io.mpm.monitor.daemon.model.files;

import java.util.List;

/** The lines between the common beginning and the common end of two texts. */
record LineChange(List<String> removed, List<String> added) {

  static LineChange between(String before, String after) {
    List<String> old = lines(before);
    List<String> now = lines(after);
    int shorter = Math.min(old.size(), now.size());
    int head = 0;
    while (head < shorter && old.get(head).equals(now.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < shorter - head
        && old.get(old.size() - 1 - tail).equals(now.get(now.size() - 1 - tail))) {
      tail++;
    }
    return new LineChange(
        old.subList(head, old.size() - tail), now.subList(head, now.size() - tail));
  }

  private static List<String> lines(String text) {
    return text.lines().toList();
  }
}
