package io.mpm.monitor.daemon.model.files;

import java.util.List;

/** The lines between the common beginning and the common end of two texts. */
public record LineChange(List<String> removed, List<String> added) {

  public LineChange {
    removed = List.copyOf(removed);
    added = List.copyOf(added);
  }

  /** What becomes of the lines of {@code before} when they turn into those of {@code after}. */
  public static LineChange between(String before, String after) {
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
