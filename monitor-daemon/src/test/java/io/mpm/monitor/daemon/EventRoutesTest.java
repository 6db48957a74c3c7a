package io.mpm.monitor.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.codec.Json;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The held events over HTTP: found, taken home, played again, forgotten. */
class EventRoutesTest {

  private static final String SESSION = "cbca1fbd-fa5e-4cd7-82b5-8236145a7e09";

  private TestDaemon daemon;

  @BeforeEach
  void start() throws Exception {
    daemon = TestDaemon.start();
    assertThat(publish(TestDaemon.recorded("explore")).path("accepted").asInt()).isEqualTo(36);
  }

  @AfterEach
  void stop() {
    daemon.close();
  }

  private JsonNode publish(List<ObjectNode> events) throws Exception {
    ObjectNode batch = Json.object().put("v", 1).put("producer", "test");
    events.forEach(batch.putArray("events")::add);
    return json(
        daemon.send(
            daemon
                .request("/api/v1/events")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Json.text(batch)))));
  }

  private JsonNode get(String path) throws Exception {
    return json(daemon.send(daemon.request(path)));
  }

  private static JsonNode json(HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.parse(answer.body());
  }

  private static List<Long> seqs(JsonNode page) {
    List<Long> seqs = new ArrayList<>();
    page.path("events").forEach(event -> seqs.add(event.path("seq").asLong()));
    return seqs;
  }

  @Test
  void events_pageBySeq() throws Exception {
    JsonNode first = get("/api/v1/events?limit=20");
    assertThat(seqs(first)).hasSize(20).startsWith(1L).endsWith(20L);
    assertThat(first.path("more").asBoolean()).isTrue();
    JsonNode second = get("/api/v1/events?limit=20&since=" + first.path("next").asLong());
    assertThat(seqs(second)).hasSize(16).startsWith(21L).endsWith(36L);
    assertThat(second.path("more").asBoolean()).isFalse();
    assertThat(second.path("next").asLong()).isEqualTo(36);
    assertThat(second.path("stream").asText())
        .isEqualTo(first.path("stream").asText())
        .isNotEmpty();
  }

  @Test
  void events_filterAndSearch() throws Exception {
    publish(List.of(TestDaemon.event("other", "another session")));
    assertThat(get("/api/v1/events?session=another%20session").path("events")).hasSize(1);
    assertThat(get("/api/v1/events?type=session.start").path("events")).hasSize(1);
    JsonNode found = get("/api/v1/events?q=EXPLORE+please&session=" + SESSION);
    assertThat(found.path("events")).isNotEmpty();
    assertThat(found.path("events"))
        .allMatch(event -> Json.text(event).contains("please explore the project"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=1001",
        "limit=x",
        "since=-1",
        "since=1e3",
        "q=---",
        "seance=1",
        "limit=1&limit=2"
      })
  void events_badValues_areAnsweredWithWhatIsAllowed(String query) {
    HttpResponse<String> answer = daemon.send(daemon.request("/api/v1/events?" + query));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(query.substring(0, query.indexOf('=')));
  }

  @Test
  void export_isEveryEventOfTheSessionALine() throws Exception {
    publish(List.of(TestDaemon.event("other", "another")));
    HttpResponse<String> export =
        daemon.send(daemon.request("/api/v1/sessions/" + SESSION + "/export"));
    assertThat(export.statusCode()).isEqualTo(200);
    assertThat(export.headers().firstValue("content-type"))
        .contains("application/x-ndjson; charset=utf-8");
    assertThat(export.headers().firstValue("content-disposition"))
        .contains("attachment; filename=\"session-" + SESSION + ".ndjson\"");
    assertThat(export.headers().firstValue("x-content-type-options")).contains("nosniff");
    List<String> lines = export.body().lines().toList();
    assertThat(lines).hasSize(36);
    for (int i = 0; i < lines.size(); i++) {
      assertThat(Json.parse(lines.get(i)).path("id").asText()).isEqualTo("explore-" + i);
    }
  }

  @Test
  void export_largerThanTheSocketTakes_arrivesWhole() throws Exception {
    List<ObjectNode> large = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      ObjectNode event = TestDaemon.event("large-" + i, "large");
      event.withObject("data").put("content", "x".repeat(50_000));
      large.add(event);
    }
    publish(large);
    HttpResponse<String> export = daemon.send(daemon.request("/api/v1/sessions/large/export"));
    assertThat(export.body().lines()).hasSize(100).allMatch(line -> line.length() > 50_000);
  }

  @Test
  void export_unknownSession_isNotFound() {
    assertThat(daemon.send(daemon.request("/api/v1/sessions/none/export")).statusCode())
        .isEqualTo(404);
  }

  @Test
  void delete_forgetsTheSession_andItsEventsAreWelcomeAgain() throws Exception {
    publish(List.of(TestDaemon.event("other", "another")));

    JsonNode answer = json(daemon.send(daemon.request("/api/v1/sessions/" + SESSION).DELETE()));

    assertThat(answer.path("forgotten").asInt()).isEqualTo(36);
    assertThat(seqs(get("/api/v1/events"))).containsExactly(37L);
    assertThat(publish(TestDaemon.recorded("explore")).path("accepted").asInt()).isEqualTo(36);
  }

  @Test
  void delete_clientsInTheMiddleOfIt_goOnWithoutDoubles() throws Exception {
    try (RawClient dashboard = daemon.connect("dashboard")) {
      dashboard.send("42[\"subscribe\",{\"since\":0,\"batch\":true}]");
      org.awaitility.Awaitility.await().until(() -> dashboard.liveIds().size() == 36);
      daemon.send(daemon.request("/api/v1/sessions/" + SESSION).DELETE());
      publish(List.of(TestDaemon.event("after", "another")));
      org.awaitility.Awaitility.await().until(() -> dashboard.liveIds().contains("after"));
      assertThat(dashboard.liveIds()).hasSize(37).doesNotHaveDuplicates();
      assertThat(dashboard.events("gap")).isEmpty();
    }
  }

  @Test
  void publish_typedEvents_keepTheirTypeAndAreKnownAgain() throws Exception {
    ObjectNode event = Json.object().put("id", "seed-1").put("type", "todo.update");
    event.put("timestamp", "2026-11-22T23:27:09Z").putObject("data").put("session_id", "s");
    assertThat(publish(List.of(event)).path("accepted").asInt()).isEqualTo(1);
    assertThat(publish(List.of(event)).path("duplicates").asInt()).isEqualTo(1);
    JsonNode stored = get("/api/v1/events?session=s").path("events").path(0);
    assertThat(stored.path("type").asText()).isEqualTo("todo.update");
    assertThat(stored.path("id").asText()).isEqualTo("seed-1");
  }

  @Test
  void wrongMethod_isSaid() {
    HttpResponse<String> answer = daemon.send(daemon.request("/api/v1/events").DELETE());
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.body()).contains("/api/v1/events");
  }

  @Test
  void s28_hookOverHttp_isInTheHistoryAfterARestart(@TempDir Path folder) throws Exception {
    Path history = folder.resolve("history.db");
    try (TestDaemon first = TestDaemon.startWithHistory(history)) {
      String payload = "{\"hook_event_name\":\"Stop\",\"session_id\":\"over-http\"}";
      HttpRequest.Builder hook = first.request("/hooks/stop");
      hook.header("Content-Type", "application/json").POST(BodyPublishers.ofString(payload));
      assertThat(first.send(hook).statusCode()).isEqualTo(204);
    }
    try (TestDaemon second = TestDaemon.startWithHistory(history)) {
      JsonNode events = json(second.send(second.request("/api/v1/events"))).path("events");
      assertThat(events).hasSize(1);
      assertThat(events.path(0).path("data").path("session_id").asText()).isEqualTo("over-http");
    }
  }
}
