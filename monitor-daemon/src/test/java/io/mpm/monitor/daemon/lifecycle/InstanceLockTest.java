package io.mpm.monitor.daemon.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceLockTest {

  @TempDir Path folder;

  @Test
  void tryTake_isForOneAtATime() throws Exception {
    Path file = folder.resolve("daemon.lock");
    try (InstanceLock first = InstanceLock.tryTake(file).orElseThrow()) {
      assertThat(InstanceLock.tryTake(file)).isEmpty();
      first.beat(Instant.now());
    }
    try (InstanceLock next = InstanceLock.tryTake(file).orElseThrow()) {
      assertThat(next).isNotNull();
    }
  }

  @Test
  void beat_isTheFilesTime() throws Exception {
    Path file = folder.resolve("daemon.lock");
    try (InstanceLock lock = InstanceLock.tryTake(file).orElseThrow()) {
      lock.beat(Instant.parse("2026-11-23T10:00:00Z"));
    }

    assertThat(Files.getLastModifiedTime(file).toInstant()).isEqualTo("2026-11-23T10:00:00Z");
  }
}
