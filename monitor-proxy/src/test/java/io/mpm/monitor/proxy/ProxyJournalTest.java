package io.mpm.monitor.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mpm.monitor.protocol.home.AccessToken;
import io.mpm.monitor.protocol.home.LinkState;
import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.PrivateFiles;
import io.mpm.monitor.protocol.home.ProxyRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code run/proxy.json} tells a user of the way to the daemon, by a proxy at work. */
class ProxyJournalTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path folder;
  private final ScriptedDaemon daemon = new ScriptedDaemon();
  private MonitorHome home;
  private RunningProxy proxy;

  @BeforeEach
  void makeHome() throws IOException {
    home = new MonitorHome(folder.resolve("home"));
    home.prepare();
    new SpoolWriter(home.spool()).event("{}");
    proxy = new RunningProxy(home, TestSettings.idleAfter(Duration.ofHours(1)));
  }

  @AfterEach
  void stop() throws Exception {
    proxy.end();
    daemon.close();
  }

  @Test
  void noProxyYet_nothingIsKnown() throws Exception {
    assertThat(ProxyRecord.read(home).isKnown()).isFalse();
  }

  @Test
  void noDaemon_thenOneThatTakesEverything() throws Exception {
    proxy.start();
    await().atMost(LONG).until(() -> link().obstacle().equals("no daemon runs"));
    assertThat(link().nextTry()).as("nothing to try").isEmpty();
    assertThat(link().breaker()).isEqualTo("closed");

    daemon.startIn(home);

    await().atMost(LONG).until(() -> link().obstacle().isEmpty());
    assertThat(daemon.held()).hasSize(1);
    assertThat(link().since().orElseThrow()).isBeforeOrEqualTo(Instant.now());
  }

  @Test
  void wrongToken_opensTheBreakerAndNamesTheNextTry() throws Exception {
    daemon.startIn(home);
    PrivateFiles.write(home.token(), AccessToken.random().reveal() + "\n");
    proxy.start();

    await().atMost(LONG).until(() -> link().breaker().equals("open"));

    assertThat(link().obstacle()).isNotEmpty();
    assertThat(link().nextTry()).isPresent();
    assertThat(
            ProxyRecord.read(home)
                .counters()
                .path("breaker_changes")
                .path("closed_to_open")
                .asInt())
        .isEqualTo(1);
  }

  @Test
  void refusedVersion_isSaidInTheDaemonsWords() throws Exception {
    daemon
        .refusing(
            Map.of(
                "message",
                "this daemon speaks 2, you speak 1",
                "data",
                Map.of("code", "unsupported_version")))
        .startIn(home);
    proxy.start();

    await().atMost(LONG).until(() -> link().obstacle().contains("this daemon speaks 2"));
  }

  private LinkState link() throws IOException {
    return ProxyRecord.read(home).link();
  }
}
