package io.mpm.monitor.proxy.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WritingHookTest {

  private static final Instant START =
      ProcessHandle.current().info().startInstant().orElse(Instant.EPOCH);

  @Test
  void processOfThatNumber_isAtWork() {
    assertThat(WritingHook.isAtWork(file(ProcessHandle.current().pid(), START))).isTrue();
  }

  @Test
  void laterProcessOfThatNumber_isAnother() {
    Instant before = START.minus(Duration.ofMinutes(1));
    assertThat(WritingHook.isAtWork(file(ProcessHandle.current().pid(), before))).isFalse();
  }

  @Test
  void noProcessOfThatNumber_isNotAtWork() {
    assertThat(WritingHook.isAtWork(file(9_999_999_999L, START))).isFalse();
  }

  private static SpoolFile file(long pid, Instant modified) {
    return new SpoolFile(new SpoolName("stop." + pid + ".x", "stop", pid), modified, 1);
  }
}
