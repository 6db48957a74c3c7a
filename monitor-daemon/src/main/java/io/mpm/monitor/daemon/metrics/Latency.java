package io.mpm.monitor.daemon.metrics;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts how long something took, in buckets from half a millisecond to a minute. Any thread; no
 * lock, no garbage.
 */
public final class Latency {

  private static final long MICROSECOND = 1_000;

  /** What is older than this waited for somebody to come, and says nothing of the way. */
  private static final long MAX_SECONDS = 3_600;

  private static final long[] BOUNDS_MICROS = {
    500,
    1_000,
    2_500,
    5_000,
    10_000,
    25_000,
    50_000,
    100_000,
    250_000,
    500_000,
    1_000_000,
    2_500_000,
    5_000_000,
    10_000_000,
    60_000_000
  };

  /** The upper ends of the buckets but the last one, in seconds. */
  static final List<Double> BOUNDS_SECONDS = boundsInSeconds();

  /** How many values fell into each bucket, the last one being for all that took longer. */
  public record Snapshot(List<Long> counts, double sumSeconds) {

    public Snapshot {
      counts = List.copyOf(counts);
    }

    public long count() {
      return counts.stream().mapToLong(Long::longValue).sum();
    }

    /**
     * The end, in seconds, of the bucket that holds the value which the share {@code quantile} of
     * all does not exceed; infinite when that is the last bucket, 0 when nothing was counted.
     */
    public double atMost(double quantile) {
      long rank = (long) Math.ceil(quantile * count());
      long seen = 0;
      for (int i = 0; i < counts.size(); i++) {
        seen += counts.get(i);
        if (seen >= rank) {
          boolean last = i == BOUNDS_SECONDS.size();
          return count() == 0 ? 0 : last ? Double.POSITIVE_INFINITY : BOUNDS_SECONDS.get(i);
        }
      }
      return 0;
    }
  }

  private final LongAdder[] counts = new LongAdder[BOUNDS_MICROS.length + 1];
  private final LongAdder sumMicros = new LongAdder();

  public Latency() {
    for (int i = 0; i < counts.length; i++) {
      counts[i] = new LongAdder();
    }
  }

  private static List<Double> boundsInSeconds() {
    List<Double> seconds = new ArrayList<>();
    for (long micros : BOUNDS_MICROS) {
      seconds.add(micros / 1e6);
    }
    return List.copyOf(seconds);
  }

  /** One more; what took less than nothing, because two clocks differ, took nothing. */
  public void recordNanos(long nanos) {
    recordMicros(nanos / MICROSECOND);
  }

  /** One more, from one moment to another; none when an hour and more lies between them. */
  public void record(Instant from, Instant to) {
    long seconds = to.getEpochSecond() - from.getEpochSecond();
    if (seconds < 0) {
      recordMicros(0);
    } else if (seconds < MAX_SECONDS) {
      recordMicros(ChronoUnit.MICROS.between(from, to));
    }
  }

  private void recordMicros(long micros) {
    long took = Math.max(0, micros);
    int bucket = 0;
    while (bucket < BOUNDS_MICROS.length && took > BOUNDS_MICROS[bucket]) {
      bucket++;
    }
    counts[bucket].increment();
    sumMicros.add(took);
  }

  /** What was counted until now. */
  public Snapshot snapshot() {
    List<Long> now = new ArrayList<>();
    for (LongAdder count : counts) {
      now.add(count.sum());
    }
    return new Snapshot(now, sumMicros.sum() / 1e6);
  }
}
