package io.mpm.monitor.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.store.Retention;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.home.AccessToken;
import io.mpm.monitor.protocol.home.Tokens;
import io.mpm.monitor.protocol.redaction.RedactionSettings;
import java.io.IOException;
import java.net.BindException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DaemonTest {

  private TestDaemon daemon;

  @BeforeEach
  void start() {
    daemon = TestDaemon.start();
  }

  @AfterEach
  void stop() {
    daemon.close();
  }

  @Test
  void recordedSession_reachesDashboardInOrderOnce() {
    List<ObjectNode> session = TestDaemon.recorded("explore");
    try (RawClient dashboard = daemon.connect("dashboard");
        RawClient producer = daemon.connect("producer")) {
      await().until(() -> dashboard.events("welcome").size() == 1);
      producer.send(TestDaemon.publish(session));
      producer.send(TestDaemon.publish(session));

      List<String> ids = session.stream().map(event -> event.path("id").asText()).toList();
      await().untilAsserted(() -> assertThat(dashboard.liveIds()).isEqualTo(ids));
      await()
          .until(() -> producer.packets().stream().filter(p -> p.startsWith("431[")).count() == 2);
      assertThat(producer.packets())
          .contains(
              "431[{\"v\":1,\"accepted\":36,\"duplicates\":0,\"rejected\":0,\"rejections\":[]}]",
              "431[{\"v\":1,\"accepted\":0,\"duplicates\":36,\"rejected\":0,\"rejections\":[]}]");
      assertThat(dashboard.liveIds()).hasSize(36);
      assertThat(producer.liveIds()).isEmpty();
    }
  }

  @Test
  void clientOfClaudeMpm_whichNamesNoVersion_readsTheFieldsThatItKnows() {
    try (RawClient stock = RawClient.open(daemon.port(), "");
        RawClient ours = daemon.connect("dashboard");
        RawClient producer = daemon.connect("producer")) {
      stock.send("40{\"token\":\"" + daemon.token() + "\"}");
      await().until(() -> !stock.events("welcome").isEmpty() && !ours.events("welcome").isEmpty());
      producer.send(TestDaemon.publish(TestDaemon.recorded("explore").subList(0, 5)));
      await()
          .until(
              () ->
                  stock.events("claude_event").size() == 5
                      && ours.events("claude_event").size() == 5);

      JsonNode known = stock.events("claude_event").get(4).path("data");
      JsonNode held = ours.events("claude_event").get(4).path("data");
      assertThat(known.path("tool_parameters").path("param_keys").size()).isPositive();
      assertThat(known.path("working_directory")).isEqualTo(held.path("cwd"));
      assertThat(held.has("tool_parameters")).isFalse();
      stock.send("42[\"get_history\",{\"limit\":1}]");
      await().until(() -> !stock.events("history").isEmpty());
      assertThat(stock.events("history").get(0).path("events").path(0).path("data"))
          .isEqualTo(known);
    }
  }

  @Test
  void event_hasTheDocumentedShape() {
    try (RawClient dashboard = daemon.connect("dashboard");
        RawClient producer = daemon.connect("producer")) {
      await().until(() -> dashboard.events("welcome").size() == 1);
      producer.send(TestDaemon.publish(TestDaemon.recorded("explore").subList(0, 5)));

      await().until(() -> dashboard.events("claude_event").size() == 5);
      List<JsonNode> events = dashboard.events("claude_event");
      assertThat(events.get(0).path("type").asText()).isEqualTo("session.start");
      JsonNode preTool = events.get(4);
      assertThat(preTool.path("seq").asLong()).isEqualTo(5);
      assertThat(preTool.path("type").asText()).isEqualTo("hook.pre_tool");
      assertThat(preTool.path("cwd").asText()).isEqualTo("/home/dev/acme");
      assertThat(preTool.path("tool").path("call_id").asText()).isEqualTo("toolu_1_1");
      assertThat(preTool.path("tool").path("status").asText()).isEqualTo("running");
      assertThat(preTool.path("data").path("tool_input").path("command").asText())
          .isEqualTo("ls -la && echo hello");
    }
  }

  @Test
  void connect_greetsWithStatusWelcomeAndHistory() {
    try (RawClient producer = daemon.connect("producer")) {
      producer.send(TestDaemon.publish(TestDaemon.recorded("explore")));
      await().until(() -> daemon.health().path("events_stored").asInt() == 36);
    }
    try (RawClient dashboard = daemon.connect("dashboard")) {
      await().until(() -> dashboard.events("history").size() == 1);
      assertThat(dashboard.packets().get(1)).startsWith("40{\"sid\":");
      assertThat(dashboard.packets().get(2)).startsWith("42[\"status\",");
      assertThat(dashboard.events("welcome").get(0).path("seq").asLong()).isEqualTo(36);
      assertThat(dashboard.events("history").get(0).path("count").asInt()).isEqualTo(36);
      assertThat(dashboard.liveIds()).isEmpty();
    }
  }

  @Test
  void subscribeSince_givesExactlyTheMissedEventsInBatches() {
    List<ObjectNode> session = TestDaemon.recorded("explore");
    try (RawClient dashboard = daemon.connect("dashboard");
        RawClient producer = daemon.connect("producer")) {
      producer.send(TestDaemon.publish(session.subList(0, 20)));
      await().until(() -> daemon.health().path("events_stored").asInt() == 20);
      String stream = dashboard.events("welcome").get(0).path("stream").asText();
      dashboard.packets().clear();

      dashboard.send(
          "42[\"subscribe\",{\"since\":15,\"stream\":\"" + stream + "\",\"batch\":true}]");
      producer.send(TestDaemon.publish(session.subList(20, 36)));

      List<String> ids =
          session.subList(15, 36).stream().map(event -> event.path("id").asText()).toList();
      await().untilAsserted(() -> assertThat(dashboard.liveIds()).isEqualTo(ids));
      assertThat(dashboard.events("claude_event")).isEmpty();
      assertThat(dashboard.events("gap")).isEmpty();
    }
  }

  @Test
  void subscribeOtherStream_tellsGapAndGivesAll() {
    try (RawClient dashboard = daemon.connect("dashboard");
        RawClient producer = daemon.connect("producer")) {
      producer.send(TestDaemon.publish(TestDaemon.recorded("explore")));
      await().until(() -> dashboard.liveIds().size() == 36);
      dashboard.packets().clear();
      dashboard.send("42[\"subscribe\",{\"since\":7000,\"stream\":\"gone\"}]");
      await().until(() -> dashboard.liveIds().size() == 36);
      assertThat(dashboard.events("gap")).hasSize(1);
    }
  }

  @Test
  void subscribeSession_isolates() {
    try (RawClient dashboard = daemon.connect("dashboard");
        RawClient producer = daemon.connect("producer")) {
      await().until(() -> dashboard.events("welcome").size() == 1);
      dashboard.send("42[\"subscribe\",{\"sessions\":[\"b\"]}]");
      await().until(() -> dashboard.events("subscribed").size() == 1);
      producer.send(
          TestDaemon.publish(
              List.of(
                  TestDaemon.event("1", "a"),
                  TestDaemon.event("2", "b"),
                  TestDaemon.event("3", "c"),
                  TestDaemon.event("4", "b"))));
      await().untilAsserted(() -> assertThat(dashboard.liveIds()).containsExactly("2", "4"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"sessions\":5}|sessions must be a list of texts, or one: 5",
        "{\"sessions\":[\"a\",1]}|sessions must be a list of texts, or one: [\"a\",1]",
        "{\"types\":{\"hook.stop\":true}}|types must be a list of texts, or one:"
            + " {\"hook.stop\":true}",
        "{\"since\":\"1\"}|since must be a whole number: \"1\"",
        "{\"since\":1.5}|since must be a whole number: 1.5"
      })
  void subscribe_thatMakesNoSense_isRefusedAndTheOneBeforeStays(String asked, String error) {
    try (RawClient dashboard = daemon.connect("dashboard");
        RawClient producer = daemon.connect("producer")) {
      dashboard.send("42[\"subscribe\",{\"sessions\":\"b\"}]");
      await().until(() -> dashboard.events("subscribed").size() == 1);
      assertThat(dashboard.events("subscribed").get(0).path("sessions").get(0).asText())
          .isEqualTo("b");

      dashboard.send("42[\"subscribe\"," + asked + "]");

      await().until(() -> dashboard.events("refused").size() == 1);
      assertThat(dashboard.events("refused").get(0))
          .isEqualTo(Json.object().put("event", "subscribe").put("error", error));
      producer.send(
          TestDaemon.publish(List.of(TestDaemon.event("1", "a"), TestDaemon.event("2", "b"))));
      await().untilAsserted(() -> assertThat(dashboard.liveIds()).containsExactly("2"));
      dashboard.send("42[\"get_history\",{\"event_types\":7}]");
      await().until(() -> dashboard.events("refused").size() == 2);
    }
  }

  @Test
  void subscribe_withAnAck_isAlsoAcknowledgedWithWhatIsInForce() {
    try (RawClient dashboard = daemon.connect("dashboard")) {
      dashboard.send("427[\"subscribe\",{\"types\":[\"hook.stop\"],\"batch\":true}]");
      await()
          .until(() -> dashboard.packets().stream().anyMatch(packet -> packet.startsWith("437[{")));
      assertThat(dashboard.packets())
          .filteredOn(packet -> packet.startsWith("437"))
          .singleElement()
          .asString()
          .contains("\"types\":[\"hook.stop\"]", "\"batch\":true");
      assertThat(dashboard.events("subscribed")).hasSize(1);
    }
  }

  /** claude-mpm's numbers. */
  @ParameterizedTest
  @CsvSource({
    "get_history, {}, 100",
    "request_history, {}, 50",
    "get_history, {\"limit\":7}, 7",
    "request_history, {\"limit\":1000}, 100",
  })
  void history_withoutALimit_hasTheNumberOfItsRequest(String name, String asked, int count) {
    List<ObjectNode> events =
        IntStream.range(0, 120).mapToObj(i -> TestDaemon.event("e" + i, "s")).toList();
    try (RawClient dashboard = daemon.connect("dashboard");
        RawClient producer = daemon.connect("producer")) {
      await().until(() -> dashboard.events("welcome").size() == 1);
      producer.send(TestDaemon.publish(events));
      await().until(() -> daemon.health().path("events_stored").asInt() == 120);
      dashboard.packets().clear();

      dashboard.send("42[\"" + name + "\"," + asked + "]");

      await().until(() -> dashboard.events("history").size() == 1);
      assertThat(dashboard.events("history").get(0).path("count").asInt()).isEqualTo(count);
    }
  }

  @Test
  void disconnect_hearsNoMoreUntilItConnectsAgain() {
    try (RawClient leaver = daemon.connect("dashboard");
        RawClient dashboard = daemon.connect("dashboard");
        RawClient producer = daemon.connect("producer")) {
      await().until(() -> leaver.events("welcome").size() == 1);
      await().until(() -> dashboard.events("welcome").size() == 1);
      leaver.send("41");
      await().until(() -> daemon.health().path("clients_connected").asInt() == 2);
      producer.send(TestDaemon.publish(List.of(TestDaemon.event("unheard", "a"))));
      await().until(() -> dashboard.liveIds().contains("unheard"));
      assertThat(leaver.liveIds()).isEmpty();

      leaver.send("40{\"token\":\"" + daemon.token() + "\"}");
      await().until(() -> leaver.events("welcome").size() == 2);
      producer.send(TestDaemon.publish(List.of(TestDaemon.event("heard", "a"))));
      await().until(() -> leaver.liveIds().equals(List.of("heard")));
    }
  }

  @Test
  void rejected_isNamedAndCountedAndSpoilsNothing() {
    ObjectNode broken = TestDaemon.event("2", "a");
    broken.put("data", "no object");
    try (RawClient producer = daemon.connect("producer")) {
      producer.send(
          TestDaemon.publish(
              List.of(TestDaemon.event("1", "a"), broken, TestDaemon.event("3", "a"))));
      await().until(() -> producer.packets().stream().anyMatch(p -> p.startsWith("431[")));
      assertThat(producer.packets())
          .contains(
              "431[{\"v\":1,\"accepted\":2,\"duplicates\":0,\"rejected\":1,"
                  + "\"rejections\":[{\"id\":\"2\",\"reason\":\"data is no JSON object\"}]}]");
    }
    JsonNode health = daemon.health();
    assertThat(health.path("events_received").asInt()).isEqualTo(3);
    assertThat(health.path("events_stored").asInt()).isEqualTo(2);
    assertThat(health.path("events_rejected").asInt()).isEqualTo(1);
  }

  @Test
  void seedPublisher_inBothShapes_isShown() {
    try (RawClient dashboard = daemon.connect("dashboard");
        RawClient publisher = RawClient.open(daemon.port(), "&token=" + daemon.token())) {
      publisher.send("40");
      await().until(() -> publisher.events("welcome").size() == 1);
      publisher.send(
          "42[\"claude_event\",{\"type\":\"todo.update\",\"timestamp\":\"2025-08-13T10:00:00.123456\","
              + "\"data\":{\"session_id\":\"s\"}}]");
      publisher.send(
          "42[\"claude_event\",{\"type\":\"hook\",\"data\":{\"type\":\"hook\",\"subtype\":\"pre_tool\"}}]");
      await().until(() -> dashboard.events("claude_event").size() == 2);
      assertThat(dashboard.events("claude_event"))
          .extracting(event -> event.path("type").asText())
          .containsExactly("todo.update", "hook.pre_tool");
    }
  }

  @Test
  void httpHook_isAnsweredWithoutBody() {
    String payload = "{\"hook_event_name\":\"Stop\",\"session_id\":\"s\"}";
    var answer =
        daemon.send(
            daemon
                .request("/hooks/stop")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(payload)));
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
    assertThat(daemon.health().path("events_stored").asInt()).isEqualTo(1);
  }

  @Test
  void shutdownRequest_isHeard() {
    var answer =
        daemon.send(
            daemon
                .request("/api/v1/shutdown")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"reason\":\"enough\"}")));
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(daemon.shutdownRequests()).containsExactly("enough");
  }

  @Test
  void start_portTaken_fails() {
    assertThatThrownBy(
            () ->
                Daemon.start(
                    DaemonSettings.withoutHistory(daemon.port(), Path.of("none")),
                    new Tokens(AccessToken.random(), AccessToken.random()),
                    reason -> {}))
        .isInstanceOf(BindException.class);
  }

  @Test
  void start_pageCannotBeRead_leavesNothingOpen(@TempDir Path folder) throws Exception {
    daemon.close();
    DaemonSettings settings =
        new DaemonSettings(
            DaemonSettings.Address.onLoopback(daemon.port()),
            unreadableFolder(folder.resolve("page.zip")),
            128,
            Optional.of(
                new DaemonSettings.History(
                    folder.resolve("test.db"), new Retention(1 << 20, Duration.ofDays(1)))),
            RedactionSettings::defaults,
            Optional.empty());

    assertThatThrownBy(
            () ->
                Daemon.start(
                    settings, new Tokens(AccessToken.random(), AccessToken.random()), reason -> {}))
        .isInstanceOf(ClosedFileSystemException.class);

    assertNoThreadIsLeft();
    assertThat(folder.resolve("test.db")).exists();
    assertThat(folder.resolve("test.db-wal")).as("goes when nobody has it open").doesNotExist();
  }

  private static Path unreadableFolder(Path archive) throws IOException {
    try (FileSystem closed = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
      return closed.getPath("/");
    }
  }

  @Test
  void close_leavesNoThread() {
    daemon.close();
    assertNoThreadIsLeft();
  }

  private static void assertNoThreadIsLeft() {
    await()
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("mpm-")));
  }

  @Test
  void namesOfClaudeMpmsStandaloneServer_areAnswered() throws Exception {
    JsonNode version = Json.parse(daemon.send(daemon.request("/version")).body());
    try (RawClient client = daemon.connect("producer")) {
      await().until(() -> client.events("welcome").size() == 1);
      String stream = client.events("welcome").get(0).path("stream").asText();
      client.send("42[\"ping\"]").send("42[\"get_version\"]");
      await().until(() -> client.events("version_info").size() == 1);

      JsonNode pong = client.events("pong").get(0);
      assertThat(pong.path("server_id").asText()).isEqualTo(stream);
      assertThat(Instant.parse(pong.path("timestamp").asText())).isBeforeOrEqualTo(Instant.now());
      assertThat(client.events("version_info")).containsExactly(version);
      assertThat(version.path("server_id").asText()).isEqualTo(stream);
      assertThat(version.path("server_version")).isEqualTo(daemon.health().path("version"));
    }
  }
}
