package io.mpm.monitor.proxy.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mpm.monitor.protocol.home.AccessToken;
import io.mpm.monitor.protocol.home.DaemonRecord;
import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaemonFinderTest {

  private static final String OTHER_TOKEN = "o".repeat(43);

  @TempDir Path folder;
  private MonitorHome home;
  private AccessToken homeToken;

  @BeforeEach
  void makeHome() throws IOException {
    home = new MonitorHome(folder.resolve("home"));
    home.prepare();
    homeToken = AccessToken.readOrCreate(home.token());
  }

  @Test
  void find_nothing() throws IOException {
    assertThat(new DaemonFinder(home, Map.of()).find()).isEmpty();
  }

  @Test
  void find_liveDaemonGetsTheHomesToken() throws IOException {
    record(ProcessIdentity.current());

    DaemonAddress found = new DaemonFinder(home, Map.of()).find().orElseThrow();

    assertThat(found.url()).hasToString("http://127.0.0.1:8765");
    assertThat(found.token().orElseThrow().matches(homeToken.reveal())).isTrue();
  }

  @Test
  void find_anotherProcessWithThatPidGetsNothing() throws IOException {
    ProcessIdentity us = ProcessIdentity.current();
    record(
        new ProcessIdentity(us.pid(), us.started().minus(Duration.ofHours(1)), Optional.empty()));

    assertThat(new DaemonFinder(home, Map.of()).find()).isEmpty();
  }

  @Test
  void find_namedDaemonDoesNotGetTheHomesToken() throws IOException {
    record(ProcessIdentity.current());

    DaemonAddress found =
        new DaemonFinder(home, Map.of("MPM_MONITOR_URL", "https://monitor.example:99"))
            .find()
            .orElseThrow();

    assertThat(found.url()).hasToString("https://monitor.example:99");
    assertThat(found.token()).isEmpty();
  }

  @Test
  void find_namedSocket() throws IOException {
    DaemonAddress found =
        new DaemonFinder(home, Map.of("MPM_MONITOR_URL", "unix:/run/mpm.sock"))
            .find()
            .orElseThrow();

    assertThat(found.url().socket()).contains(Path.of("/run/mpm.sock"));
  }

  @Test
  void find_namedToken() throws IOException {
    Map<String, String> environment =
        Map.of("MPM_MONITOR_URL", "http://127.0.0.1:1", "MPM_MONITOR_TOKEN", OTHER_TOKEN);

    DaemonAddress found = new DaemonFinder(home, environment).find().orElseThrow();

    assertThat(found.token().orElseThrow().matches(OTHER_TOKEN)).isTrue();
  }

  @Test
  void constructor_nonsense() {
    assertThatThrownBy(() -> new DaemonFinder(home, Map.of("MPM_MONITOR_URL", "monitor:1")))
        .hasMessageContaining("monitor:1");
    assertThatThrownBy(() -> new DaemonFinder(home, Map.of("MPM_MONITOR_URL", "a b")))
        .hasMessageContaining("a b");
    assertThatThrownBy(() -> new DaemonFinder(home, Map.of("MPM_MONITOR_TOKEN", "sesame")))
        .hasMessageContaining("MPM_MONITOR_TOKEN")
        .extracting(Throwable::getMessage, org.assertj.core.api.InstanceOfAssertFactories.STRING)
        .doesNotContain("sesame");
  }

  private void record(ProcessIdentity process) throws IOException {
    new DaemonRecord(process, 8765, "test", 1).write(home.daemonRecord());
  }
}
