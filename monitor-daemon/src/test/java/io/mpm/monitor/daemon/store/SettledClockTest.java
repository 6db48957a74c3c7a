package io.mpm.monitor.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SettledClockTest {

  private final TestClock computer = new TestClock();
  private final SettledClock clock = computer.toSettle();

  @BeforeEach
  void run() {
    computer.pass(Duration.ofMinutes(10));
  }

  @Test
  void settled_atStart_waitsForTenMinutes() {
    SettledClock fresh = computer.toSettle();
    computer.pass(Duration.ofMinutes(10).minusNanos(1));
    assertThat(fresh.settled()).isEmpty();

    computer.pass(Duration.ofNanos(1));

    assertThat(fresh.settled()).contains(computer.time());
  }

  @Test
  void settled_jumpsEitherWay_waitsAnew() {
    assertThat(clock.settled()).isPresent();
    for (Duration jump : new Duration[] {Duration.ofDays(400), Duration.ofDays(-400)}) {
      computer.jump(jump);
      assertThat(clock.settled()).isEmpty();
      computer.pass(Duration.ofMinutes(9));
      assertThat(clock.settled()).isEmpty();
      computer.pass(Duration.ofMinutes(1));
      assertThat(clock.settled()).contains(computer.time());
    }
  }

  @Test
  void settled_isPutRightByLittle_goesOn() {
    computer.jump(Duration.ofSeconds(59));

    assertThat(clock.settled()).contains(computer.time());
  }
}
