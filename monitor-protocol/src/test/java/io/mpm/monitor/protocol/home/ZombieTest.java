package io.mpm.monitor.protocol.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A process that has ended while its parent does not ask how. */
class ZombieTest {

  /**
   * Starts a child and becomes {@code sleep}, which never asks for it. The child ends only once it
   * sees that, since a shell may ask for a child that ends before.
   */
  private static final String NEGLIGENT_PARENT =
      "sh -c 'until read -r name </proc/$PPID/comm && [ \"$name\" = sleep ]; do :; done' & "
          + "echo $!; exec sleep 60";

  @Test
  void isAlive_zombie_isNot() throws Exception {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "only /proc tells zombies");
    Process parent = new ProcessBuilder("sh", "-c", NEGLIGENT_PARENT).start();
    try {
      long child = Long.parseLong(parent.inputReader().readLine());
      await()
          .until(
              () -> Files.readString(Path.of("/proc", String.valueOf(child), "stat")),
              stat -> stat.contains(") Z"));

      assertThat(ProcessHandle.of(child).map(ProcessHandle::isAlive)).contains(true);
      assertThat(new ProcessIdentity(child, Instant.EPOCH).isAlive()).isFalse();
      assertThat(new ProcessIdentity(parent.pid(), Instant.EPOCH).isAlive()).isTrue();
    } finally {
      parent.destroyForcibly().waitFor();
    }
  }
}
