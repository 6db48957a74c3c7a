package io.mpm.monitor.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.proxy.delivery.BreakerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Daemons that answer for some and not for others, or not at all. */
class PoisonFaultsTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final int FILES = 20;

  @TempDir Path folder;
  private final Instant then = Instant.now().minusSeconds(3600);
  private MonitorHome home;
  private SpoolWriter spool;
  private final ScriptedDaemon daemon = new ScriptedDaemon();
  private RunningProxy proxy;

  @BeforeEach
  void makeHome() throws IOException {
    home = new MonitorHome(folder.resolve("home"));
    home.prepare();
    spool = new SpoolWriter(home.spool());
    for (int i = 0; i < FILES; i++) {
      spool.event("{\"n\":" + i + "}", then.plusSeconds(i));
    }
    proxy = new RunningProxy(home, hasty());
  }

  @AfterEach
  void stop() throws Exception {
    proxy.end();
    daemon.close();
  }

  @Test
  void p4_oneEventIsNeverAnswered_theOthersArriveAndItIsSetAside() throws Exception {
    daemon
        .onPublish(
            (client, batch, ack) -> {
              if (batch.path("events").findValuesAsText("n").contains("7")) {
                client.disconnect();
              } else {
                daemon.accept(client, batch, ack);
              }
            })
        .startIn(home);
    proxy.start();

    await().atMost(LONG).until(() -> daemon.held().size() == FILES - 1);
    await().atMost(LONG).until(() -> SpoolStatus.of(home).setAside() == 1);
    proxy.end();

    assertThat(daemon.held().stream().mapToInt(event -> event.path("data").path("n").asInt()))
        .containsExactlyElementsOf(IntStream.range(0, FILES).filter(n -> n != 7).boxed().toList());
    assertThat(home.spool().resolve("aside/stop.1007.x8.why"))
        .content()
        .contains("refused by time-out");
    JsonNode counters = Json.parse(Files.readAllBytes(home.proxyRecord())).path("counters");
    assertThat(counters.path("set_aside_for").path("unanswered").asInt()).isEqualTo(1);
    assertThat(counters.path("seen").asInt())
        .isEqualTo(counters.path("delivered").asInt() + counters.path("set_aside").asInt());
  }

  @Test
  void p4_daemonThatAnswersNothing_nothingIsSetAside() throws Exception {
    AtomicBoolean mute = new AtomicBoolean(true);
    daemon
        .onPublish(
            (client, batch, ack) -> {
              if (mute.get()) {
                client.disconnect();
              } else {
                daemon.accept(client, batch, ack);
              }
            })
        .startIn(home);
    proxy.start();
    await().atMost(LONG).until(() -> daemon.batches.size() > 20);
    assertThat(SpoolStatus.of(home).setAside()).isZero();

    mute.set(false);

    await().atMost(LONG).until(() -> daemon.held().size() == FILES);
    assertThat(SpoolStatus.of(home).setAside()).isZero();
  }

  @Test
  void d12_daemonOfAnotherVersion_isToldInItsWordsAndTheSpoolIsKept() throws Exception {
    daemon
        .refusing(
            Map.of(
                "message",
                "this daemon speaks version 2, not 1",
                "data",
                Map.of("code", "unsupported_version")))
        .startIn(home);
    proxy.start();

    await()
        .atMost(LONG)
        .until(
            () ->
                Files.exists(home.proxyRecord())
                    && Files.readString(home.proxyRecord()).contains("speaks version 2, not 1"));

    assertThat(daemon.auths.get(0).toString()).contains("v=1");
    assertThat(SpoolStatus.of(home).waiting()).isEqualTo(FILES);
    assertThat(daemon.batches).isEmpty();
  }

  private static ProxySettings hasty() {
    ProxySettings settings = TestSettings.idleAfter(Duration.ofHours(1));
    return new ProxySettings(
        settings.reading(),
        settings.settle(),
        settings.aside(),
        settings.caps(),
        settings.batch(),
        settings.answerTimeout(),
        new BreakerSettings(5, Duration.ofMillis(10), Duration.ofMillis(50)),
        settings.safetyPoll(),
        settings.idle(),
        settings.sanitizer());
  }
}
