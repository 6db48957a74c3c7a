package io.mpm.monitor.daemon.store;

import java.time.Duration;
import java.time.Instant;

/** The two clocks of a computer, of which one can be set wrong. Any thread. */
final class TestClock {

  private Instant time = Instant.parse("2026-11-22T23:27:09Z");
  private long nanos;

  synchronized Instant time() {
    return time;
  }

  private synchronized long nanos() {
    return nanos;
  }

  /** Time passes. */
  synchronized void pass(Duration duration) {
    time = time.plus(duration);
    nanos += duration.toNanos();
  }

  /** Somebody sets the clock, or the computer wakes. */
  synchronized void jump(Duration by) {
    time = time.plus(by);
  }

  SettledClock toSettle() {
    return new SettledClock(this::time, this::nanos);
  }
}
