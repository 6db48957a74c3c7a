package io.mpm.monitor.proxy.delivery;

import io.mpm.monitor.proxy.limits.Range;
import java.time.Duration;

/**
 * When a daemon that fails is left in peace, and for how long.
 *
 * @param failures after so many in a row
 * @param firstWait before the first new try; each later one waits twice as long, give or take half
 * @param longestWait but never longer than this
 */
public record BreakerSettings(int failures, Duration firstWait, Duration longestWait) {

  public BreakerSettings {
    Range.check("failures before the breaker opens", failures, 1, 1000);
    Range.check("first wait", firstWait, Duration.ofMillis(10), Duration.ofHours(1));
    Range.check("longest wait", longestWait, firstWait, Duration.ofHours(1));
  }

  /** 5 failures; 0.5 s to 30 s. */
  public static BreakerSettings defaults() {
    return new BreakerSettings(5, Duration.ofMillis(500), Duration.ofSeconds(30));
  }
}
