package io.mpm.monitor.daemon.lifecycle;

import java.time.Duration;

/** Waits for what other processes do and nobody announces, by looking again and again. */
public final class Poll {

  private static final long LOOK_EVERY_MS = 10;

  /** What is waited for. */
  @FunctionalInterface
  public interface Condition<E extends Exception> {

    boolean holds() throws E, InterruptedException;
  }

  private Poll() {}

  /**
   * Looks every 10 ms, on the caller's thread, until it holds or {@code patience} is over.
   *
   * @return whether it holds; it was looked at once at least
   */
  public static <E extends Exception> boolean until(Condition<E> condition, Duration patience)
      throws E, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() - deadline >= 0) {
        return false;
      }
      // The system wakes only a parent when a process ends, and nobody for a file in another's
      // home.
      Thread.sleep(LOOK_EVERY_MS);
    }
    return true;
  }
}
