package io.mpm.monitor.daemon.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mpm.monitor.protocol.home.MonitorHome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaemonLauncherTest {

  /** Enough for a JVM to come so far that it answers a signal, on a machine that is busy. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir private Path folder;
  private DaemonFiles files;

  /** A daemon that never listens. */
  static final class Stuck {

    public static void main(String[] arguments) throws InterruptedException {
      Thread.currentThread().join();
    }
  }

  /** A daemon that says why it does not start. */
  static final class Refusing {

    public static void main(String[] arguments) {
      System.err.println("mpm-monitord: dashboard.folder: no");
    }
  }

  @BeforeEach
  void prepare() throws IOException {
    MonitorHome home = new MonitorHome(folder.resolve("home"));
    home.prepare();
    files = new DaemonFiles(home);
  }

  private DaemonLauncher launcher(String program) {
    return new DaemonLauncher(files, System.getenv(), program, 32, PATIENCE);
  }

  private static boolean isStuck(ProcessHandle child) {
    return child.info().commandLine().filter(it -> it.contains(Stuck.class.getName())).isPresent();
  }

  @Test
  void launch_daemonThatNeverListens_isKilledAndLeavesWhatItsThreadsDid() {
    assertThatThrownBy(() -> launcher(Stuck.class.getName()).launch(List.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("did not come up within 10 s")
        .hasMessageContaining(files.out().toString());

    assertThat(files.out()).content().contains("\"main\"", Stuck.class.getName() + ".main");
    await().until(() -> ProcessHandle.current().children().noneMatch(DaemonLauncherTest::isStuck));
  }

  @Test
  void launch_daemonThatEnds_tellsItsLastWords() {
    assertThatThrownBy(() -> launcher("no.such.Program").launch(List.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ClassNotFoundException: no.such.Program");
  }

  @Test
  void launch_daemonThatRefuses_isQuotedWithoutItsName() {
    assertThatThrownBy(() -> launcher(Refusing.class.getName()).launch(List.of()))
        .hasMessage("dashboard.folder: no");
  }
}
