package io.mpm.monitor.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mpm.monitor.protocol.home.AccessToken;
import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.PrivateFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user is told of the way to the daemon, by a proxy at work. */
class DeliveryStatusTest {

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
    assertThat(status().known()).isFalse();
  }

  @Test
  void noDaemon_thenOneThatTakesEverything() throws Exception {
    proxy.start();
    await().atMost(LONG).until(() -> status().obstacle().equals("no daemon runs"));
    assertThat(status().nextTry()).as("nothing to try").isEmpty();
    assertThat(status().breaker()).isEqualTo("closed");

    daemon.startIn(home);

    await().atMost(LONG).until(() -> status().obstacle().isEmpty());
    assertThat(daemon.held()).hasSize(1);
    assertThat(status().since().orElseThrow()).isBeforeOrEqualTo(Instant.now());
  }

  @Test
  void wrongToken_opensTheBreakerAndNamesTheNextTry() throws Exception {
    daemon.startIn(home);
    PrivateFiles.write(home.token(), AccessToken.random().reveal() + "\n");
    proxy.start();

    await().atMost(LONG).until(() -> status().breaker().equals("open"));

    assertThat(status().obstacle()).isNotEmpty();
    assertThat(status().nextTry()).isPresent();
    assertThat(status().counters().path("breaker_changes").path("closed_to_open").asInt())
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

    await().atMost(LONG).until(() -> status().obstacle().contains("this daemon speaks 2"));
  }

  private DeliveryStatus status() throws IOException {
    return DeliveryStatus.of(home);
  }
}
