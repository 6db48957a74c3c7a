package io.mpm.monitor.daemon.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class LatencyTest {

  private final Latency latency = new Latency();

  @Test
  void snapshot_empty_hasNoQuantiles() {
    assertThat(latency.snapshot().count()).isZero();
    assertThat(latency.snapshot().atMost(0.99)).isZero();
  }

  @Test
  void recordNanos_endOfABucket_belongsToIt() {
    latency.recordNanos(500_000);
    latency.recordNanos(501_000);
    latency.recordNanos(-7);

    assertThat(latency.snapshot().counts()).startsWith(2L, 1L, 0L);
    assertThat(latency.snapshot().sumSeconds()).isEqualTo(0.001001);
  }

  @Test
  void record_absurdTimes_doNotOverflow() {
    latency.record(Instant.MIN, Instant.MAX);
    latency.record(Instant.MAX, Instant.MIN);

    Latency.Snapshot snapshot = latency.snapshot();
    assertThat(snapshot.count()).isEqualTo(1);
    assertThat(snapshot.sumSeconds()).isZero();
  }

  @Test
  void record_anHourAndMore_isNotCounted() {
    Instant then = Instant.parse("2026-11-22T23:27:09Z");
    latency.record(then, then.plusSeconds(3_600));
    assertThat(latency.snapshot().count()).isZero();

    latency.record(then, then.plusSeconds(3_599));
    assertThat(latency.snapshot().count()).isEqualTo(1);
    assertThat(latency.snapshot().atMost(0.99)).isInfinite();
  }

  @Test
  void atMost_isTheBucketThatHoldsTheShare() {
    for (int i = 0; i < 98; i++) {
      latency.recordNanos(2_000_000);
    }
    latency.recordNanos(40_000_000);
    latency.recordNanos(40_000_000);

    assertThat(latency.snapshot().atMost(0.5)).isEqualTo(0.0025);
    assertThat(latency.snapshot().atMost(0.98)).isEqualTo(0.0025);
    assertThat(latency.snapshot().atMost(0.99)).isEqualTo(0.05);
  }
}
