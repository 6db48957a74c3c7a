package io.mpm.monitor.daemon.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The time of day, and whether it may be believed. A computer that wakes or starts with a wrong
 * date is put right by the network a little later; until the clock has gone at the pace of the
 * monotonic one for ten minutes, nothing is to be deleted because of it. One thread.
 */
final class SettledClock {

  private static final Duration TO_SETTLE = Duration.ofMinutes(10);

  /** More than a clock is put right by while it is right. */
  private static final Duration MAY_DIFFER = Duration.ofMinutes(1);

  private final InstantSource clock;
  private final LongSupplier nanos;

  // When it was last found to have jumped, by both clocks.
  private Instant sinceTime;
  private long sinceNanos;

  /**
   * A clock that has yet to settle.
   *
   * @param nanos goes on steadily, as {@link System#nanoTime} does
   */
  SettledClock(InstantSource clock, LongSupplier nanos) {
    this.clock = clock;
    this.nanos = nanos;
    this.sinceTime = clock.instant();
    this.sinceNanos = nanos.getAsLong();
  }

  Instant now() {
    return clock.instant();
  }

  /** The same, while it may be believed; looks whether the clock has jumped. */
  Optional<Instant> settled() {
    Instant now = clock.instant();
    long nanosNow = nanos.getAsLong();
    Duration passed = Duration.ofNanos(nanosNow - sinceNanos);
    if (Duration.between(sinceTime, now).minus(passed).abs().compareTo(MAY_DIFFER) > 0) {
      sinceTime = now;
      sinceNanos = nanosNow;
      return Optional.empty();
    }
    return passed.compareTo(TO_SETTLE) < 0 ? Optional.empty() : Optional.of(now);
  }
}
