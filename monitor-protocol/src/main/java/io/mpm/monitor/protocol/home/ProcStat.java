package io.mpm.monitor.protocol.home;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What Linux tells of a process in {@code /proc/<pid>/stat}.
 *
 * @param state one letter; {@code Z} for one that has ended and whose parent has not asked how.
 *     Where nobody asks, as in a container without an init, that lasts for ever, and Java takes it
 *     for alive
 * @param start in ticks since the machine started: unlike a time of day it stays the same when
 *     somebody sets the clock
 */
record ProcStat(String state, String start) {

  private static final int STATE = 0;
  private static final int START = 19;

  /**
   * The state of the process with this number; empty when there is none, or no {@code /proc} here.
   */
  static Optional<ProcStat> of(long pid) {
    try {
      String line =
          Files.readString(
              Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
      // The name may hold blanks and parentheses itself.
      String[] afterName = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
      return Optional.of(new ProcStat(afterName[STATE], afterName[START]));
    } catch (IOException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  /** Whether a signal has stopped it, or a debugger: it does nothing until it is continued. */
  boolean isStopped() {
    return state.equalsIgnoreCase("T");
  }

  boolean isZombie() {
    return state.equals("Z");
  }
}
