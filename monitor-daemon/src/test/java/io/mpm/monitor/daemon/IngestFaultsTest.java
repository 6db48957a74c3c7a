package io.mpm.monitor.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Odd events at each door of a real daemon. */
class IngestFaultsTest {

  private static final int FLOOD = 5_000;

  private TestDaemon daemon;

  @BeforeEach
  void start() {
    daemon = TestDaemon.start();
  }

  @AfterEach
  void stop() {
    daemon.close();
  }

  private HttpResponse<String> post(String path, String body) {
    return daemon.send(
        daemon
            .request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private int stored() {
    return daemon.health().path("events_stored").asInt();
  }

  @Test
  void h18_httpHook_isAnsweredWithoutABody() {
    HttpResponse<String> answer = post("/hooks/stop", "{\"hook_event_name\":\"Stop\"}");
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().firstValue("content-type")).isEmpty();
    assertThat(stored()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Authorization: Bearer", "Authorization: Bearer ", "Authorization: Bearer x"})
  void h19_httpHookWithoutTheToken_isRefusedAndKeepsNothing(String authorization) {
    String body = "{\"hook_event_name\":\"Stop\",\"prompt\":\"hush\"}";
    List<String> headers =
        new ArrayList<>(
            List.of(
                "Host: 127.0.0.1:" + daemon.port(),
                "Content-Type: application/json",
                "Content-Length: " + body.length()));
    if (!authorization.isEmpty()) {
      headers.add(authorization);
    }
    String head = RawHttp.head("POST", "/hooks/stop", headers.toArray(new String[0]));
    List<String> logged = new CopyOnWriteArrayList<>();
    Handler listener =
        new StreamHandler() {
          @Override
          public synchronized void publish(LogRecord line) {
            logged.add(new SimpleFormatter().format(line));
          }
        };
    Logger root = Logger.getLogger("");
    root.addHandler(listener);
    String answer;
    try {
      answer = RawHttp.send(daemon.port(), head + body);
    } finally {
      root.removeHandler(listener);
    }
    assertThat(RawHttp.status(answer)).isEqualTo(401);
    assertThat(answer + logged)
        .doesNotContain("hush")
        .doesNotContain(daemon.token())
        .doesNotContain(daemon.producerToken());
    assertThat(daemon.health().path("events_received").asInt()).isZero();
  }

  @Test
  void h16_hookInSettingsAndPlugin_isOneRowAndOneDuplicate() {
    ObjectNode first = TestDaemon.event("from-settings", "s");
    ObjectNode second = TestDaemon.event("from-plugin", "s").put("hook", "from-plugin");
    try (RawClient dashboard = daemon.connect("dashboard");
        RawClient producer = daemon.connect("producer")) {
      await().until(() -> dashboard.events("welcome").size() == 1);

      producer.send(TestDaemon.publish(List.of(first, second)));
      producer.send(TestDaemon.publish(List.of(TestDaemon.event("the-last", "other"))));

      await().until(() -> dashboard.liveIds().contains("the-last"));
      assertThat(dashboard.liveIds()).containsExactly("from-settings", "the-last");
    }
    JsonNode counted = daemon.health();
    assertThat(counted.path("events_received").asInt()).isEqualTo(3);
    assertThat(counted.path("events_duplicate").asInt()).isEqualTo(1);
    assertThat(stored()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "7", "\"x\"", "{", "{}}", "{\"a\":1}{\"b\":2}", "not json"})
  void d6_bodyThatIsNoObject_isRefused(String body) {
    assertThat(post("/hooks/stop", body).statusCode()).isEqualTo(400);
    assertThat(stored()).isZero();
  }

  @Test
  void d6_deepJson_isRefusedWithoutAStackOverflow() {
    String deep = "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000);
    assertThat(post("/hooks/stop", deep).statusCode()).isEqualTo(400);
    try (RawClient producer = daemon.connect("producer")) {
      await().until(() -> producer.events("welcome").size() == 1);
      producer.send("42[\"claude_event\"," + deep + "]");
      await().until(producer::isClosed);
    }
    assertThat(post("/hooks/stop", "{}").statusCode()).isEqualTo(204);
  }

  /** An object of so many levels. */
  private static String deep(int levels) {
    return "{\"a\":".repeat(levels) + "1" + "}".repeat(levels);
  }

  private static String claudeEvent(String data) {
    return "42[\"claude_event\",{\"type\":\"x\",\"data\":" + data + "}]";
  }

  @Test
  void d6_deeperThanEventsMayBe_isRefusedAtEachDoorAndSpoilsNeitherBatchNorHistory(
      @TempDir Path folder) {
    daemon.close();
    daemon = TestDaemon.startWithHistory(folder.resolve("history.db"));
    String deepest = deep(Json.MAX_EVENT_DEPTH);
    String tooDeep = deep(Json.MAX_EVENT_DEPTH + 1);
    try (RawClient producer = daemon.connect("producer")) {
      await().until(() -> producer.events("welcome").size() == 1);
      List<ObjectNode> events = new ArrayList<>();
      for (String data : List.of(tooDeep, deepest)) {
        ObjectNode hook = TestDaemon.event("hook-" + data.length(), "s");
        ObjectNode typed = Json.object().put("id", "typed-" + data.length()).put("type", "x");
        events.add(hook.putRawValue("data", new RawValue(data)));
        events.add(typed.putRawValue("data", new RawValue(data)));
      }
      events.add(TestDaemon.event("flat", "s"));
      producer.send(TestDaemon.publish(events));
      await().until(() -> stored() == 3);
      assertThat(daemon.health().path("events_rejected").asInt()).isEqualTo(2);

      producer.send(claudeEvent(tooDeep));
      producer.send(claudeEvent(deepest));
      await().until(() -> stored() == 4);
      assertThat(daemon.health().path("events_rejected").asInt()).isEqualTo(3);

      HttpResponse<String> hook = post("/hooks/stop", tooDeep);
      assertThat(hook.statusCode()).isEqualTo(400);
      assertThat(hook.body()).contains("more than 192 brackets");
      assertThat(post("/hooks/stop", deepest).statusCode()).isEqualTo(204);
    }
    assertThat(stored()).isEqualTo(5);
    assertThat(daemon.send(daemon.request("/api/v1/events")).body())
        .contains("hook-" + deepest.length(), "typed-" + deepest.length(), "flat");
  }

  /** {@code {}} so often that it costs a hundred times its text in memory. */
  private static String many(int values) {
    return "{\"session_id\":\"s\",\"x\":[" + "{},".repeat(values) + "0]}";
  }

  @Test
  void d6_moreValuesThanEventsMayHave_areRefusedAtEachDoorAndCounted() {
    String tooMany = many(Json.MAX_EVENT_VALUES);
    String reason = "more than 50000 values in one another";
    HttpResponse<String> hook = post("/hooks/stop", tooMany);
    assertThat(hook.statusCode()).isEqualTo(413);
    assertThat(hook.body()).contains(reason);
    assertThat(daemon.health().path("events_rejected").asInt()).isEqualTo(1);

    ObjectNode event = TestDaemon.event("many", "s");
    event.putRawValue("data", new RawValue(tooMany));
    String batch =
        "{\"events\":[" + Json.text(event) + "," + Json.text(TestDaemon.event("one", "s")) + "]}";
    HttpResponse<String> published = post("/api/v1/events", batch);
    assertThat(published.statusCode()).isEqualTo(200);
    assertThat(published.body()).contains("\"accepted\":1", reason, "\"id\":\"many\"");
    assertThat(daemon.health().path("events_rejected").asInt()).isEqualTo(2);

    try (RawClient producer = daemon.connect("producer")) {
      await().until(() -> producer.events("welcome").size() == 1);
      producer.send("421[\"publish\"," + batch.replace("\"one\"", "\"two\"") + "]");
      await().until(() -> producer.packets().stream().anyMatch(packet -> packet.contains(reason)));
      producer.send(claudeEvent(many(2 * Json.MAX_EVENT_VALUES)));
      await().until(producer::isClosed);
    }
    assertThat(stored()).isEqualTo(2);
    assertThat(post("/hooks/stop", many(Json.MAX_EVENT_VALUES - 100)).statusCode()).isEqualTo(204);
  }

  /** A batch with one event, but for what it is to be refused for. */
  private static String batch(String version, String events) {
    return "{\"producer\":\"other\",\"counters\":{\"seen\":1},\"events\":%s,\"v\":%s}"
        .formatted(events, version);
  }

  private static String oneEvent() {
    return "[" + Json.text(TestDaemon.event("of-another", "s")) + "]";
  }

  @Test
  void d12_batchOfAnotherVersion_isRefusedAtEachDoorAndKeepsNothing() {
    String batch = batch("2", oneEvent());
    assertRefused(batch, "v must be 1 or left out: 2");
  }

  @Test
  void d6_batchOfNoShape_isRefusedAtEachDoor() {
    assertRefused(batch("1", "{}"), "events must be an array: {}");
    assertRefused("{}", "events is missing: a batch has events, counters or both");
  }

  private void assertRefused(String batch, String problem) {
    HttpResponse<String> answer = post("/api/v1/events", batch);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(problem);
    try (RawClient producer = daemon.connect("producer")) {
      await().until(() -> producer.events("welcome").size() == 1);
      producer.send("421[\"publish\"," + batch + "]");
      await().until(producer::isClosed);
      assertThat(producer.goodbye()).isEqualTo("1008 " + problem);
      assertThat(producer.packets()).noneMatch(packet -> packet.startsWith("431"));
    }
    JsonNode health = daemon.health();
    assertThat(health.path("events_received").asInt()).isZero();
    assertThat(health.path("proxies")).isEmpty();
  }

  @Test
  void d6_hugeNumbersDuplicateKeysAndUnknownFields_areKept() {
    try (RawClient dashboard = daemon.connect("dashboard")) {
      await().until(() -> dashboard.events("welcome").size() == 1);
      String body =
          "{\"n\":1e400,\"m\":123456789012345678901234567890,\"k\":1,\"k\":2,\"new\":null}";
      assertThat(post("/hooks/some-day", body).statusCode()).isEqualTo(204);
      await().until(() -> dashboard.events("claude_event").size() == 1);
      JsonNode data = dashboard.events("claude_event").get(0).path("data");
      assertThat(data.path("m").asText()).isEqualTo("123456789012345678901234567890");
      assertThat(data.path("k").asInt()).isEqualTo(2);
      assertThat(data.path("new").isNull()).isTrue();
    }
  }

  /** So small that hundreds of them are read from a socket at once, and so many that few fit. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void p1_floodOfClaudeEvents_isTakenWhole(boolean history, @TempDir Path folder) {
    if (history) {
      daemon.close();
      daemon = TestDaemon.startWithHistory(folder.resolve("history.db"));
    }
    try (RawClient producer = daemon.connect("producer")) {
      await().until(() -> producer.events("welcome").size() == 1);
      for (int i = 0; i < FLOOD; i++) {
        producer.send("42[\"claude_event\",{\"data\":{\"n\":" + i + "}}]");
      }
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> daemon.health().path("events_received").asInt() == FLOOD);
      assertThat(stored()).isEqualTo(FLOOD);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"+900000000-01-01T00:00:00Z", "1969-12-31T23:59:59Z"})
  void d7_timesThatNoClockHas_areNoTimesAndSpoilNothing(String time) throws Exception {
    ObjectNode call = TestDaemon.event("absurd", "s").put("timestamp", time);
    call.withObject("data").put("hook_event_name", "PreToolUse").put("tool_use_id", "t");
    ObjectNode end = TestDaemon.event("end", "s");
    end.withObject("data").put("hook_event_name", "PostToolUse").put("tool_use_id", "t");
    try (RawClient producer = daemon.connect("producer")) {
      await().until(() -> producer.events("welcome").size() == 1);
      producer.send(TestDaemon.publish(List.of(call, end)));
      producer.send(
          "42[\"claude_event\",{\"type\":\"hook.pre_tool\",\"timestamp\":\""
              + time
              + "\",\"data\":{\"session_id\":\"s\",\"tool_name\":\"Read\"}}]");
      await().until(() -> daemon.health().path("events_received").asInt() == 3);
      await()
          .until(
              () ->
                  producer.packets().stream()
                      .anyMatch(
                          packet -> packet.contains("timestamp is not in the years 1970 to 9999")));
    }
    assertThat(stored()).isEqualTo(2);
    HttpResponse<String> tools = daemon.send(daemon.request("/api/v1/sessions/s/tools"));
    assertThat(tools.statusCode()).isEqualTo(200);
    assertThat(Json.parse(tools.body()).path("tools")).hasSize(2);
  }

  @Test
  void d6_numbersBeyondAnyDecimal_areKeptAtEachDoor() {
    String number = "1e99999999999";
    String batched =
        Json.text(TestDaemon.event("batched", "s").set("data", Json.object().put("n", "N")))
            .replace("\"N\"", number);
    String quoting =
        "{\"stdout\":\"{\\\"n\\\":" + number + ",\\\"token\\\":\\\"Zk3qLw8vT1p\\\"}\"}";
    try (RawClient producer = daemon.connect("producer")) {
      await().until(() -> producer.events("welcome").size() == 1);
      assertThat(post("/hooks/stop", "{\"n\":" + number + "}").statusCode()).isEqualTo(204);
      assertThat(post("/hooks/stop", quoting).statusCode()).isEqualTo(204);
      assertThat(post("/api/v1/events", "{\"events\":[" + batched + "]}").body())
          .contains("\"accepted\":1");
      producer.send("42[\"claude_event\",{\"type\":\"x\",\"data\":{\"n\":" + number + "}}]");
      await().until(() -> stored() == 4);
    }
    assertThat(daemon.send(daemon.request("/api/v1/events")).body())
        .contains("{\"n\":" + number + "}", "[redacted:key-name]")
        .doesNotContain("Zk3qLw8vT1p");
  }

  @Test
  void d7_oddTimesAndDoubles_areShownOnceInTheOrderOfArrival() {
    List<ObjectNode> events = new ArrayList<>();
    for (String time :
        List.of("2026-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "2999-12-31T23:59:59Z")) {
      ObjectNode event = TestDaemon.event("at-" + time, "s");
      events.add(event.put("timestamp", time));
    }
    events.add(events.get(0));
    try (RawClient dashboard = daemon.connect("dashboard");
        RawClient one = daemon.connect("producer");
        RawClient other = daemon.connect("producer")) {
      await().until(() -> dashboard.events("welcome").size() == 1);
      one.send(TestDaemon.publish(events));
      await().until(() -> dashboard.liveIds().size() == 3);
      other.send(TestDaemon.publish(events));
      await().until(() -> other.packets().stream().anyMatch(p -> p.contains("\"duplicates\":4")));
      assertThat(dashboard.liveIds())
          .containsExactly(
              "at-2026-01-01T00:00:00Z", "at-1970-01-01T00:00:00Z", "at-2999-12-31T23:59:59Z");
    }
    JsonNode health = daemon.health();
    assertThat(health.path("events_received").asInt())
        .isEqualTo(
            health.path("events_stored").asInt()
                + health.path("events_duplicate").asInt()
                + health.path("events_rejected").asInt());
  }

  @Test
  void d9_endlessIds_areShortWhereverTheyAreShown_andStayDifferent() {
    String endless = "x".repeat(60_000);
    for (String id : List.of(endless + 1, endless + 2)) {
      post("/hooks/stop", "{\"session_id\":\"" + id + "\",\"hook_event_name\":\"Stop\"}");
    }
    JsonNode sessions = json("/api/v1/sessions").path("sessions");
    assertThat(sessions).hasSize(2);
    for (JsonNode session : sessions) {
      String id = session.path("session_id").asText();
      assertThat(id).hasSizeLessThanOrEqualTo(256);
      String encoded = URLEncoder.encode(id, StandardCharsets.UTF_8);
      assertThat(json("/api/v1/sessions/" + encoded).path("session_id").asText()).isEqualTo(id);
      assertThat(json("/api/v1/events?session=" + encoded).path("events")).hasSize(1);
    }
  }

  private JsonNode json(String path) {
    try {
      return Json.parse(daemon.send(daemon.request(path)).body());
    } catch (MalformedJsonException e) {
      throw new AssertionError(e);
    }
  }
}
