package io.mpm.monitor.daemon.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PollTest {

  private final AtomicInteger looks = new AtomicInteger();

  @Test
  void until_looksAgainUntilItHolds() throws Exception {
    assertThat(Poll.until(() -> looks.incrementAndGet() == 3, Duration.ofMinutes(1))).isTrue();

    assertThat(looks).hasValue(3);
  }

  @Test
  void until_noPatience_looksOnce() throws Exception {
    assertThat(Poll.until(() -> looks.incrementAndGet() == 3, Duration.ZERO)).isFalse();

    assertThat(looks).hasValue(1);
  }

  @Test
  void until_lookThatFails_isNoAnswer() {
    assertThatThrownBy(
            () ->
                Poll.until(
                    () -> {
                      throw new IOException("no home");
                    },
                    Duration.ofMinutes(1)))
        .isInstanceOf(IOException.class)
        .hasMessage("no home");
  }
}
