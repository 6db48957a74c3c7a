package io.mpm.monitor.proxy.batch;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Batches without events, that bring the daemon our counters once there is quiet: those on the last
 * events were counted before these were acknowledged. For the loop's thread only.
 */
public final class CounterReports {

  private static final Duration QUIET = Duration.ofSeconds(1);

  private final Envelope envelope;
  private final LongSupplier nanoTime;
  private String told;
  private long quietSince;

  public CounterReports(Envelope envelope, LongSupplier nanoTime) {
    this.envelope = envelope;
    this.nanoTime = nanoTime;
    this.told = text();
    this.quietSince = nanoTime.getAsLong();
  }

  /** Something was sent just now. */
  public void noQuiet() {
    quietSince = nanoTime.getAsLong();
  }

  /** The next report, when there is news and quiet. */
  public Optional<String> next() {
    return untilNext().isZero() ? Optional.of(text()) : Optional.empty();
  }

  /** How long until there is a report, if nothing else happens; long when there is no news. */
  public Duration untilNext() {
    if (text().equals(told)) {
      return Duration.ofDays(1);
    }
    long left = quietSince + QUIET.toNanos() - nanoTime.getAsLong();
    return Duration.ofNanos(Math.max(0, left));
  }

  /** The daemon knows {@code report}. */
  public void told(String report) {
    told = report;
    noQuiet();
  }

  private String text() {
    return envelope.around(List.of());
  }
}
