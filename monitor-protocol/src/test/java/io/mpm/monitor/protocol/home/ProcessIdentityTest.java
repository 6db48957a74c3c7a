package io.mpm.monitor.protocol.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProcessIdentityTest {

  @Test
  void current_isUs() {
    ProcessIdentity self = ProcessIdentity.current();

    assertThat(self.pid()).isEqualTo(ProcessHandle.current().pid());
    assertThat(self.find()).contains(ProcessHandle.current());
    assertThat(self.isAlive()).isTrue();
  }

  @Test
  void isAlive_endsWithTheProcess() throws Exception {
    Process child = new ProcessBuilder("sleep", "60").start();
    try {
      ProcessIdentity identity =
          new ProcessIdentity(
              child.pid(), child.info().startInstant().orElse(Instant.EPOCH), Optional.empty());
      assertThat(identity.isAlive()).isTrue();

      child.destroyForcibly();
      assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(identity.isAlive()).isFalse();
    } finally {
      child.destroyForcibly();
    }
  }

  @Test
  void isAlive_notForALaterProcessWithTheSamePid() {
    ProcessIdentity self = ProcessIdentity.current();
    ProcessIdentity earlier =
        new ProcessIdentity(self.pid(), self.started().minusSeconds(3600), Optional.empty());

    assertThat(earlier.isAlive()).isFalse();
  }

  @Test
  void isAlive_otherTicks_isALaterProcessThoughTheClockSaysTheSame() {
    ProcessIdentity self = ProcessIdentity.current();
    ProcessIdentity earlier =
        new ProcessIdentity(self.pid(), self.started(), self.ticks().map(ticks -> "1"));

    // Where no ticks are told, the clock has the word.
    assertThat(earlier.isAlive()).isEqualTo(self.ticks().isEmpty());
  }

  @Test
  void p11_clockSetByAnHour_theSameProcess() {
    ProcessIdentity self = ProcessIdentity.current();

    for (int seconds : new int[] {-3600, 3600}) {
      Instant started = self.started().plusSeconds(seconds);
      // Systems that tell no ticks remember the start and do not reckon it from the clock.
      assertThat(new ProcessIdentity(self.pid(), started, self.ticks()).isAlive())
          .isEqualTo(self.ticks().isPresent());
    }
  }

  @Test
  void isAlive_bearsAClockThatWasSetALittle() {
    ProcessIdentity self = ProcessIdentity.current();

    assertThat(
            new ProcessIdentity(self.pid(), self.started().plusSeconds(1), Optional.empty())
                .isAlive())
        .isTrue();
    assertThat(
            new ProcessIdentity(self.pid(), self.started().minusSeconds(1), Optional.empty())
                .isAlive())
        .isTrue();
  }

  @Test
  void isAlive_trustsThePidWhereNoStartIsKnown() {
    assertThat(
            new ProcessIdentity(ProcessHandle.current().pid(), Instant.EPOCH, Optional.empty())
                .isAlive())
        .isTrue();
  }

  @Test
  void constructor_refusesAPidThatNoProcessHas() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ProcessIdentity(0, Instant.EPOCH, Optional.empty()))
        .withMessageContaining("0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ProcessIdentity(-5, Instant.EPOCH, Optional.empty()))
        .withMessageContaining("-5");
  }
}
