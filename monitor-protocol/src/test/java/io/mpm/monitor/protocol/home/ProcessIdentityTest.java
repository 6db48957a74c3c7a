package io.mpm.monitor.protocol.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
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
          new ProcessIdentity(child.pid(), child.info().startInstant().orElse(Instant.EPOCH));
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
    ProcessIdentity earlier = new ProcessIdentity(self.pid(), self.started().minusSeconds(3600));

    assertThat(earlier.isAlive()).isFalse();
  }

  @Test
  void isAlive_bearsAClockThatWasSetALittle() {
    ProcessIdentity self = ProcessIdentity.current();

    assertThat(new ProcessIdentity(self.pid(), self.started().plusSeconds(1)).isAlive()).isTrue();
    assertThat(new ProcessIdentity(self.pid(), self.started().minusSeconds(1)).isAlive()).isTrue();
  }

  @Test
  void isAlive_trustsThePidWhereNoStartIsKnown() {
    assertThat(new ProcessIdentity(ProcessHandle.current().pid(), Instant.EPOCH).isAlive())
        .isTrue();
  }

  @Test
  void constructor_refusesAPidThatNoProcessHas() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ProcessIdentity(0, Instant.EPOCH))
        .withMessageContaining("0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ProcessIdentity(-5, Instant.EPOCH))
        .withMessageContaining("-5");
  }
}
