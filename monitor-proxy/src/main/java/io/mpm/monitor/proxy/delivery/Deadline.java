package io.mpm.monitor.proxy.delivery;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Until when somebody waits, on a clock that nobody sets. */
record Deadline(LongSupplier nanoTime, long end) {

  static Deadline in(Duration time, LongSupplier nanoTime) {
    return new Deadline(nanoTime, nanoTime.getAsLong() + time.toNanos());
  }

  /** An earlier deadline: the first of so many equal parts of the time that is left. */
  Deadline share(int parts) {
    long now = nanoTime.getAsLong();
    return new Deadline(nanoTime, now + Math.max(0, end - now) / parts);
  }

  /** How many milliseconds are left, rounded up; 0 when the deadline has passed. */
  long leftMillis() {
    long left = end - nanoTime.getAsLong();
    return left <= 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(left) + 1;
  }
}
