package io.mpm.monitor.daemon.metrics;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Counts what may happen very often. The log hears of the first and then of each hundredth, so that
 * nobody can fill it. Any thread.
 */
public final class Repeated {

  private static final int LOG_EVERY = 100;

  private final AtomicLong count = new AtomicLong();

  /** One more; {@code log} is told how many there were if it is to hear of this one. */
  public void count(LongConsumer log) {
    long seen = count.incrementAndGet();
    if (seen % LOG_EVERY == 1) {
      log.accept(seen);
    }
  }

  /** How many there were. */
  public long total() {
    return count.get();
  }
}
