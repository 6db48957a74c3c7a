package io.mpm.monitor.daemon.system;

import java.time.Duration;

/** Waits for what other processes do and nobody announces, by looking again and again. */
public final class Poll {

  private static final Duration LOOK_EVERY = Duration.ofMillis(10);

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
    return until(condition, patience, LOOK_EVERY);
  }

  /** Looks with a longer pause between two looks, for those that are work for somebody. */
  public static <E extends Exception> boolean until(
      Condition<E> condition, Duration patience, Duration pause) throws E, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() - deadline >= 0) {
        return false;
      }
      // The system wakes only a parent when a process ends, and nobody for a file in another's
      // home.
      Thread.sleep(pause.toMillis());
    }
    return true;
  }
}
