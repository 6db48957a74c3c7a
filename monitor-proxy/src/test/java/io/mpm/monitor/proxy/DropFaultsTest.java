package io.mpm.monitor.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.proxy.intake.SpoolCaps;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has to be dropped is told. */
class DropFaultsTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final int KEPT = 5;

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
    proxy = anew();
  }

  @AfterEach
  void stop() throws Exception {
    proxy.end();
    daemon.close();
  }

  @Test
  void p2_daemonDown_dropsAreToldBeforeTheEventsThatAreLeft() throws Exception {
    fill();
    proxy.start();
    await().atMost(LONG).until(() -> SpoolStatus.of(home).dropped() == 7);

    daemon.startIn(home);
    await().atMost(LONG).until(() -> daemon.held().size() == 2 + KEPT);
    await().atMost(LONG).until(() -> SpoolStatus.of(home).dropped() == 0);

    List<JsonNode> held = daemon.held();
    JsonNode first = held.get(0).path("data");
    assertThat(held.get(0).path("hook").asText()).isEqualTo("events-dropped");
    assertThat(first.path("hook_event_name").asText()).isEqualTo("EventsDropped");
    assertThat(first.path("session_id").asText()).isEqualTo("a");
    assertThat(first.path("count").asInt()).isEqualTo(4);
    assertThat(first.path("reason").asText()).isEqualTo("files");
    assertThat(Instant.parse(first.path("from").asText())).isEqualTo(then);
    assertThat(Instant.parse(first.path("to").asText())).isEqualTo(then.plusSeconds(6));
    assertThat(held.get(1).path("data").path("count").asInt()).isEqualTo(3);
    assertThat(held.get(2).path("data").path("n").asInt()).isEqualTo(7);
  }

  @Test
  void p4_reportWithoutAck_comesAgainTheSameEvenFromAnotherProxy() throws Exception {
    AtomicBoolean mute = new AtomicBoolean(true);
    daemon.onPublish(
        (client, batch, ack) -> {
          if (mute.get()) {
            daemon.hold(batch);
            client.disconnect();
          } else {
            daemon.accept(client, batch, ack);
          }
        });
    fill();
    proxy.start();
    await().atMost(LONG).until(() -> SpoolStatus.of(home).dropped() == 7);
    daemon.startIn(home);
    await().atMost(LONG).until(() -> daemon.batches.size() >= 2);
    proxy.end();

    mute.set(false);
    proxy = anew();
    proxy.start();
    await().atMost(LONG).until(() -> daemon.held().size() == 2 + KEPT);

    assertThat(daemon.held().stream().filter(DropFaultsTest::isReport).count()).isEqualTo(2);
    await().atMost(LONG).until(() -> SpoolStatus.of(home).dropped() == 0);
  }

  private static boolean isReport(JsonNode event) {
    return event.path("data").path("hook_event_name").asText().equals("EventsDropped");
  }

  private RunningProxy anew() {
    ProxySettings settings = TestSettings.idleAfter(Duration.ofHours(1));
    return new RunningProxy(
        home,
        new ProxySettings(
            settings.reading(),
            settings.settle(),
            settings.aside(),
            new SpoolCaps(1 << 20, KEPT, Duration.ofDays(1)),
            settings.batch(),
            settings.answerTimeout(),
            settings.breaker(),
            settings.safetyPoll(),
            settings.idle(),
            settings.sanitizer()));
  }

  /** Seven too many, of two sessions in turn. */
  private void fill() throws IOException {
    for (int i = 0; i < 7 + KEPT; i++) {
      String session = i % 2 == 0 ? "a" : "b";
      spool.event("{\"session_id\":\"" + session + "\",\"n\":" + i + "}", then.plusSeconds(i));
    }
  }
}
