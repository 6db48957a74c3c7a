package io.mpm.monitor.proxy.limits;

import java.time.Duration;

/** Refuses settings out of range, with a message that says what is allowed. */
public final class Range {

  private Range() {}

  /**
   * Lets a value in range pass.
   *
   * @throws IllegalArgumentException when {@code value} is not in {@code least..most}
   */
  public static void check(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " must be in " + least + ".." + most + ": " + value);
    }
  }

  /** As {@link #check(String, long, long, long)}, for times. */
  public static void check(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          name + " must be in " + least + ".." + most + ": " + value);
    }
  }
}
