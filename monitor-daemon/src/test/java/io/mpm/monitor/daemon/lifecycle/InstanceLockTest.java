package io.mpm.monitor.daemon.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceLockTest {

  @TempDir Path folder;

  @Test
  void tryTake_isForOneAtATime() throws Exception {
    Path file = folder.resolve("daemon.lock");
    try (InstanceLock first = InstanceLock.tryTake(file).orElseThrow()) {
      assertThat(InstanceLock.tryTake(file)).isEmpty();
      assertThat(first).isNotNull();
    }
    try (InstanceLock next = InstanceLock.tryTake(file).orElseThrow()) {
      assertThat(next).isNotNull();
    }
  }
}
