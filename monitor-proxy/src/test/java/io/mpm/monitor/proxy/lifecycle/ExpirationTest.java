package io.mpm.monitor.proxy.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExpirationTest {

  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

  private final Expiration expiration =
      Expiration.any(
          Expiration.homeGone(),
          Expiration.replaced(),
          Expiration.all(Expiration.idleFor(HALF_AN_HOUR), Expiration.spoolEmpty()));

  @Test
  void reason_busy() {
    assertThat(
            expiration.reason(
                new LifeSigns(Duration.ZERO, Duration.ZERO, 0, true, Optional.empty())))
        .isEmpty();
  }

  @Test
  void reason_idleAndEmpty() {
    assertThat(
            expiration.reason(
                new LifeSigns(Duration.ZERO, HALF_AN_HOUR, 0, true, Optional.empty())))
        .contains("no event for 30 minutes, the spool is empty");
  }

  @Test
  void reason_idleWithEventsWaiting() {
    assertThat(
            expiration.reason(
                new LifeSigns(
                    Duration.ZERO, HALF_AN_HOUR.multipliedBy(9), 1, true, Optional.empty())))
        .isEmpty();
  }

  @Test
  void reason_replacedHoweverMuchWaits() {
    assertThat(
            expiration.reason(
                new LifeSigns(
                    Duration.ZERO,
                    Duration.ZERO,
                    5,
                    true,
                    Optional.of(new Successor("0.2.0", true)))))
        .contains("replaced by 0.2.0");
  }

  @Test
  void reason_homeGone() {
    assertThat(
            expiration.reason(
                new LifeSigns(Duration.ZERO, Duration.ZERO, 5, false, Optional.empty())))
        .contains("its home is gone");
  }
}
