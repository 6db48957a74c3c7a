package io.mpm.monitor.protocol.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process that has ended while its parent does not ask how. */
class ZombieTest {

  /**
   * Starts a child and becomes {@code sleep}, which never asks for it. The child ends only once it
   * sees that, since a shell may ask for a child that ends before.
   */
  private static final String NEGLIGENT_PARENT =
      "sh -c 'until read -r name </proc/$PPID/comm && [ \"$name\" = sleep ]; do :; done' & "
          + "echo $!; exec sleep 60";

  /** Asks for its child when it is told to. */
  private static final String SLOW_PARENT = "sleep 0.05 & echo $!; read -r now; wait";

  /** Enough to be there at the moment when one is buried. */
  private static final int FUNERALS = 40;

  @BeforeEach
  void requireProc() {
    Needs.that(Files.isDirectory(Path.of("/proc/self")), "only /proc tells zombies");
  }

  private static Process negligentParent() throws IOException {
    return new ProcessBuilder("sh", "-c", NEGLIGENT_PARENT).start();
  }

  /** Its child, as soon as that is a zombie. */
  private static long zombieOf(Process parent) throws IOException {
    long child = Long.parseLong(parent.inputReader().readLine());
    await().until(() -> Files.readString(stat(child)), stat -> stat.contains(") Z"));
    return child;
  }

  private static Path stat(long pid) {
    return Path.of("/proc", String.valueOf(pid), "stat");
  }

  @Test
  void isAlive_zombie_isNot() throws Exception {
    Process parent = negligentParent();
    try {
      long child = zombieOf(parent);
      assertThat(ProcessHandle.of(child).map(ProcessHandle::isAlive)).contains(true);
      assertThat(new ProcessIdentity(child, Instant.EPOCH, Optional.empty()).isAlive()).isFalse();
      assertThat(new ProcessIdentity(parent.pid(), Instant.EPOCH, Optional.empty()).isAlive())
          .isTrue();
    } finally {
      parent.destroyForcibly().waitFor();
    }
  }

  @Test
  @Timeout(60)
  void isAlive_zombieThatIsBuriedMeanwhile_isNot() throws Exception {
    for (int i = 0; i < FUNERALS; i++) {
      Process parent = new ProcessBuilder("sh", "-c", SLOW_PARENT).start();
      try {
        ProcessIdentity child =
            new ProcessIdentity(zombieOf(parent), Instant.EPOCH, Optional.empty());
        parent.outputWriter().append('\n').flush();
        // As quick as can be: what it looks for is the moment between two looks.
        while (Files.exists(stat(child.pid()))) {
          assertThat(child.isAlive()).isFalse();
        }
      } finally {
        parent.destroyForcibly().waitFor();
      }
    }
  }
}
