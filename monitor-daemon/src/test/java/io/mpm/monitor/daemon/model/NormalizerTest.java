package io.mpm.monitor.daemon.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import io.mpm.monitor.protocol.delivery.PublishedEvent;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class NormalizerTest {

  private static final Instant NOW = Instant.parse("2026-11-22T23:27:09.948Z");

  private static JsonNode hook(String word, String data) throws MalformedJsonException {
    return Normalizer.hook(new PublishedEvent("id", NOW, word, Json.parse(data))).json();
  }

  private static JsonNode seed(String event) throws MalformedJsonException {
    return Normalizer.seed("id", Json.parse(event), NOW).json();
  }

  @Test
  void hook_payloadsNameHasTheLastWord() throws Exception {
    JsonNode event = hook("stop", "{\"hook_event_name\":\"PreCompact\"}");
    assertThat(event.path("hook_event_name").asText()).isEqualTo("PreCompact");
    assertThat(event.path("type").asText()).isEqualTo("hook.pre_compact");
  }

  @Test
  void hook_withoutName_takesTheWord() throws Exception {
    assertThat(hook("pre-tool", "{}").path("type").asText()).isEqualTo("hook.pre_tool");
    assertThat(hook("made-up-word", "{}").path("hook_event_name").asText()).isEqualTo("MadeUpWord");
  }

  @Test
  void hook_withoutNameAndWord_isUnknown() throws Exception {
    JsonNode event = hook("", "{}");
    assertThat(event.path("hook_event_name").asText()).isEqualTo("Unknown");
    assertThat(event.path("type").asText()).isEqualTo("hook.unknown");
    assertThat(event.path("category").asText()).isEqualTo("system");
  }

  @Test
  void hook_unknownEventAndFields_passThrough() throws Exception {
    JsonNode event = hook("", "{\"hook_event_name\":\"Tomorrow\",\"new\":{\"deep\":[1.10,null]}}");
    assertThat(event.path("type").asText()).isEqualTo("hook.tomorrow");
    assertThat(Json.text(event.path("data").path("new"))).isEqualTo("{\"deep\":[1.10,null]}");
  }

  @Test
  void hook_fieldsOfWrongTypes_becomeNull() throws Exception {
    JsonNode event = hook("pre-tool", "{\"session_id\":[7],\"cwd\":[]}");
    assertThat(event.path("session_id").isNull()).isTrue();
    assertThat(event.path("cwd").isNull()).isTrue();
  }

  @Test
  void seed_newerEnvelope_isReadToo() throws Exception {
    JsonNode event =
        seed(
            "{\"event\":\"mpm_event\",\"source\":\"hook\",\"type\":\"hook\",\"subtype\":\"pre_tool\","
                + "\"session_id\":\"s\",\"cwd\":\"/p\",\"data\":{\"tool_name\":\"Bash\"}}");
    assertThat(event.path("type").asText()).isEqualTo("hook.pre_tool");
    assertThat(event.path("session_id").asText()).isEqualTo("s");
    assertThat(event.path("cwd").asText()).isEqualTo("/p");
    assertThat(event.path("category").asText()).isEqualTo("tool");
    assertThat(seed("{\"type\":\"hook\",\"data\":{}}").path("session_id").isNull()).isTrue();
  }

  @Test
  void seed_localTimeWithoutZone_isOurs() throws Exception {
    JsonNode event = seed("{\"type\":\"x\",\"timestamp\":\"2025-08-13T10:00:00.123456\"}");
    Instant expected =
        LocalDateTime.parse("2025-08-13T10:00:00.123456")
            .atZone(ZoneId.systemDefault())
            .toInstant();
    assertThat(event.path("timestamp").asText()).isEqualTo(expected.toString());
  }

  @Test
  void seed_withoutUsableTime_happensNow() throws Exception {
    for (String time : List.of("soon", "+900000000-01-01T00:00:00Z", "1969-12-31T12:00:00Z")) {
      assertThat(seed("{\"timestamp\":\"" + time + "\"}").path("timestamp").asText())
          .isEqualTo(NOW.toString());
    }
  }

  @Test
  void seed_documentsShape_isTheHooksType() throws Exception {
    JsonNode event =
        seed("{\"type\":\"hook\",\"data\":{\"type\":\"hook\",\"subtype\":\"pre_tool\"}}");
    assertThat(event.path("type").asText()).isEqualTo("hook.pre_tool");
  }

  @Test
  void seed_withoutType_isUnknown() throws Exception {
    assertThat(seed("{}").path("type").asText()).isEqualTo("unknown");
  }

  @Test
  void sessionId_numbersAndHalfPairs_areWhatTheSessionIsAskedForBy() throws Exception {
    for (JsonNode event :
        List.of(hook("stop", "{\"session_id\":5}"), seed("{\"data\":{\"session_id\":5}}"))) {
      assertThat(event.path("session_id")).isEqualTo(Json.object().textNode("5"));
      assertThat(event.path("data").path("session_id").isNumber()).isTrue();
    }
    assertThat(hook("stop", "{\"session_id\":\"a\\ud800\"}").path("session_id").asText())
        .isEqualTo("a?");
    assertThat(hook("stop", "{\"session_id\":{}}").path("session_id").isNull()).isTrue();
  }

  @Test
  void idsAndTypes_longOnes_areShortAndStayDifferent() throws Exception {
    String longId = "x".repeat(60_000);
    JsonNode one = hook("stop", "{\"session_id\":\"" + longId + "1\"}");
    JsonNode other = hook("stop", "{\"session_id\":\"" + longId + "2\"}");

    assertThat(one.path("session_id").asText())
        .hasSizeLessThanOrEqualTo(256)
        .isNotEqualTo(other.path("session_id").asText());
    assertThat(one.path("data").path("session_id").asText()).isEqualTo(longId + "1");
    assertThat(seed("{\"type\":\"" + longId + "\"}").path("type").asText())
        .hasSizeLessThanOrEqualTo(256);
    assertThat(
            hook("", "{\"hook_event_name\":\"" + longId + "\"}").path("hook_event_name").asText())
        .hasSizeLessThanOrEqualTo(256);
  }
}
