package io.mpm.monitor.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.usage.PriceFile;
import io.mpm.monitor.daemon.usage.RecordedTranscripts;
import io.mpm.monitor.daemon.usage.TranscriptFolders;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real daemon tells of tokens and cost. */
class UsageTest {

  private static final String SESSION = RecordedTranscripts.SESSION;
  private static final String ROOT = "/api/v1/sessions";

  @TempDir private Path home;
  private TestDaemon daemon;
  private RecordedTranscripts transcripts;

  @BeforeEach
  void start() throws IOException {
    transcripts = new RecordedTranscripts(home);
    daemon =
        TestDaemon.startWithUsage(
            new DaemonSettings.Usage(
                TranscriptFolders.of(Map.of("HOME", home.toString()), home),
                PriceFile.read(home.resolve("none.json"))));
  }

  @AfterEach
  void stop() {
    daemon.close();
  }

  private void publish(String session) {
    ObjectNode start = TestDaemon.event("start-" + session, session);
    data(start, session).put("hook_event_name", "SessionStart");
    ObjectNode agent = TestDaemon.event("agent-" + session, session);
    data(agent, session)
        .put("hook_event_name", "SubagentStart")
        .put("agent_id", RecordedTranscripts.EXPLORE_AGENT)
        .put("agent_type", "Explore");
    try (RawClient producer = daemon.connect("producer")) {
      producer.send(TestDaemon.publish(List.of(start, agent)));
      await().until(() -> daemon.health().path("events_stored").asInt() >= 2);
    }
  }

  private ObjectNode data(ObjectNode event, String session) {
    return ((ObjectNode) event.path("data"))
        .put("transcript_path", transcripts.of(session).toString());
  }

  private JsonNode get(String path) {
    try {
      return Json.parse(daemon.send(daemon.request(path)).body());
    } catch (MalformedJsonException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void http_servesIt() {
    publish(SESSION);
    await()
        .untilAsserted(
            () ->
                assertThat(
                        get(ROOT + "/" + SESSION).path("usage").path("cost").path("usd").asDouble())
                    .isEqualTo(0.17676));
    assertThat(get(ROOT).path("sessions").path(0).path("usage"))
        .isEqualTo(get(ROOT + "/" + SESSION).path("usage"));
    // No event has named it.
    assertThat(get(ROOT + "/" + SESSION).path("model").asText()).isEqualTo("claude-opus-4-8");
    JsonNode agent = get(ROOT + "/" + SESSION + "/agents").path("agents").path(0);
    assertThat(agent.path("usage").path("input_tokens").asInt()).isEqualTo(2660);
    assertThat(agent.path("usage").path("cost_usd").asDouble()).isEqualTo(0.00501);
    assertThat(agent.path("usage").path("context").path("fill").asDouble()).isEqualTo(0.0332);
  }

  @Test
  void export_endsWithIt() {
    publish(SESSION);
    await()
        .untilAsserted(
            () ->
                assertThat(daemon.send(daemon.request(ROOT + "/" + SESSION + "/export")).body())
                    .contains("\n{\"usage\":{\"session_id\":\"" + SESSION + "\",")
                    .contains("\"usd\":0.17676"));
  }

  @Test
  void clients_hearOfIt_andLateOnesToo() {
    try (RawClient early = daemon.connect("dashboard")) {
      publish(SESSION);
      await().until(() -> !early.events("usage").isEmpty());
      JsonNode heard = early.events("usage").get(0);
      assertThat(heard.path("session_id").asText()).isEqualTo(SESSION);
      assertThat(heard.path("cost").path("usd").asDouble()).isEqualTo(0.17676);
      try (RawClient late = daemon.connect("dashboard")) {
        await().untilAsserted(() -> assertThat(late.events("usage")).containsExactly(heard));
      }
    }
  }

  @Test
  void clients_hearOfTheSessionsTheyAskedFor() {
    publish(SESSION);
    publish(RecordedTranscripts.FORK);
    await().until(() -> get(ROOT + "/" + RecordedTranscripts.FORK).path("usage").isObject());
    try (RawClient client = daemon.connect("dashboard")) {
      await().until(() -> client.events("usage").size() == 2);
      client.send("42[\"subscribe\",{\"sessions\":[\"" + RecordedTranscripts.FORK + "\"]}]");
      await().until(() -> client.events("usage").size() == 3);
      assertThat(client.events("usage").get(2).path("session_id").asText())
          .isEqualTo(RecordedTranscripts.FORK);
    }
  }

  @Test
  void deletedSession_isForgottenHereToo() {
    publish(SESSION);
    await().until(() -> get(ROOT + "/" + SESSION).path("usage").isObject());
    daemon.send(daemon.request(ROOT + "/" + SESSION).DELETE());
    try (RawClient late = daemon.connect("dashboard")) {
      await().until(() -> !late.events("welcome").isEmpty());
      late.send("42[\"get_status\"]");
      await().until(() -> late.events("status").size() == 2);
      assertThat(late.events("usage")).isEmpty();
    }
  }
}
