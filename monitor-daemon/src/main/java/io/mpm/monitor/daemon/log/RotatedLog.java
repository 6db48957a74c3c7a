package io.mpm.monitor.daemon.log;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A log that goes on in a new file when the one of now is full.
 *
 * @param newest the file of now, whose name ends with {@code .0.log}; the older ones count up from
 *     there
 */
public record RotatedLog(Path newest) {

  private static final String NEWEST = ".0.log";

  public RotatedLog {
    if (!newest.toString().endsWith(NEWEST)) {
      throw new IllegalArgumentException("its name must end with " + NEWEST + ": " + newest);
    }
  }

  /** The files that there are, the oldest first. */
  public List<Path> files() {
    Deque<Path> files = new ArrayDeque<>();
    for (int age = 0; Files.exists(file(age)); age++) {
      files.addFirst(file(age));
    }
    return List.copyOf(files);
  }

  private Path file(int age) {
    String name = String.valueOf(newest.getFileName());
    String stem = name.substring(0, name.length() - NEWEST.length());
    return newest.resolveSibling(stem + "." + age + ".log");
  }
}
