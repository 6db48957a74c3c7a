package io.mpm.monitor.daemon.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.model.agents.Agent;
import io.mpm.monitor.daemon.model.agents.Confidence;
import io.mpm.monitor.daemon.model.sessions.SessionSummary;
import io.mpm.monitor.daemon.model.tools.Permission.Answer;
import io.mpm.monitor.daemon.model.tools.ToolCall;
import io.mpm.monitor.protocol.codec.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two sessions of the real client, read as a person would read their payloads. */
class RecordedSessionsTest {

  private static final String SUB = "abb5c7b9cd90b64fc";

  private final Story explore = Story.recorded("explore");
  private final Story interactive = Story.recorded("interactive");

  @Test
  void explore_calls() {
    assertThat(explore.calls())
        .containsExactly(
            "toolu_1_1 Bash ok",
            "toolu_1_2 Read ok",
            "toolu_2_0 Write ok",
            "toolu_3_0 Edit ok",
            "toolu_4_0 Grep failed",
            "toolu_4_1 Glob failed",
            "toolu_5_0 Bash failed",
            "toolu_6_0 Agent ok",
            "toolu_7_0 Read ok",
            "toolu_8_0 Bash ok",
            "toolu_10_0 Read failed");
    assertThat(explore.session().calls())
        .extracting(ToolCall::durationMs)
        .containsExactly(durationOf("toolu_1_1"), 18L, 7L, 3L, null, null, 6L, 141L, 0L, 5L, 1L);
    assertThat(explore.call("toolu_5_0").ending().output().summary()).isEqualTo("Exit code 3");
    assertThat(explore.call("toolu_1_2").ending().output().summary())
        .isEqualTo("# Hello A small project.");
    assertThat(explore.call("toolu_1_2").ending().output().bytes()).isEqualTo(25);
    assertThat(explore.call("toolu_8_0").input()).isEqualTo("wc -l README.md");
    assertThat(explore.call("toolu_8_0").agentId()).isEqualTo(SUB);
  }

  private Long durationOf(String callId) {
    return explore.told().stream()
        .map(event -> event.path("data"))
        .filter(data -> data.path("tool_use_id").asText().equals(callId) && data.has("duration_ms"))
        .map(data -> data.path("duration_ms").asLong())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void explore_batches_fillInOnlyWhatNothingElseTold() {
    List<ObjectNode> filled = explore.told().stream().filter(e -> e.has("calls")).toList();
    assertThat(filled).hasSize(1);
    assertThat(Json.text(filled.get(0).path("calls")))
        .isEqualTo(
            "[{\"call_id\":\"toolu_4_0\",\"name\":\"Grep\",\"phase\":\"end\",\"status\":\"failed\","
                + "\"duration_ms\":null,\"files\":[{\"path\":\"/home/dev/acme\",\"op\":\"search\","
                + "\"pattern\":\"println\",\"added\":null,\"removed\":null}]},"
                + "{\"call_id\":\"toolu_4_1\",\"name\":\"Glob\",\"phase\":\"end\",\"status\":\"failed\","
                + "\"duration_ms\":null,\"files\":[{\"path\":\"/home/dev/acme\",\"op\":\"glob\","
                + "\"pattern\":\"**/*.java\",\"added\":null,\"removed\":null}]}]");
  }

  @Test
  void explore_agent() {
    assertThat(explore.session().agents()).hasSize(1);
    Agent agent = explore.agent(SUB);
    assertThat(agent.type()).isEqualTo("general-purpose");
    assertThat(agent.parent()).isEqualTo("main");
    assertThat(agent.callId()).isEqualTo("toolu_6_0");
    assertThat(agent.confidence()).isEqualTo(Confidence.DEFINITIVE);
    assertThat(Json.text(agent.json()))
        .contains("\"status\":\"done\"")
        .contains("\"prompt\":\"SUBAGENT-ALPHA: look at the readme\"")
        .contains("\"result\":\"The readme says hello.\"")
        .contains("\"tool_calls\":2")
        .contains(
            "\"reported\":{\"model\":\"claude-opus-4-8[1m]\",\"tool_count\":2,\"tokens\":6650,"
                + "\"duration_ms\":140}");
  }

  @Test
  void explore_agentIsKnownWhileItRuns() {
    JsonNode read = explore.told().get(21);
    assertThat(Json.text(read.path("agent")))
        .isEqualTo(
            "{\"id\":\"abb5c7b9cd90b64fc\",\"type\":\"general-purpose\",\"parent\":\"main\","
                + "\"confidence\":\"definitive\"}");
    assertThat(explore.told().get(30).has("agent")).isFalse();
  }

  @Test
  void explore_files() {
    assertThat(explore.files())
        .containsExactly(
            "/home/dev/acme/README.md: read ok by main, read ok by " + SUB,
            "/home/dev/acme/src/Main.java: write ok by main, edit ok by main",
            "/home/dev/acme: search failed by main, glob failed by main",
            "/home/dev/acme/does-not-exist.txt: read failed by main");
    JsonNode main = explore.session().filesJson().path("files").path(1);
    assertThat(main.path("added").asInt()).isEqualTo(6);
    assertThat(main.path("removed").asInt()).isEqualTo(1);
    assertThat(main.path("operations").path(1).path("diff").asText())
        .startsWith("@@ -1,5 +1,5 @@\n public class Main {\n")
        .contains(
            "\n-    System.out.println(\"hi\");\n+    System.out.println(\"hello world\");\n");
    assertThat(Json.text(explore.told().get(13).path("files")))
        .isEqualTo(
            "[{\"path\":\"/home/dev/acme/src/Main.java\",\"op\":\"edit\",\"added\":1,"
                + "\"removed\":1}]");
  }

  @Test
  void explore_session() {
    SessionSummary session = explore.session().summary();
    assertThat(session.title()).isEqualTo("please explore the project");
    assertThat(session.cwd()).isEqualTo("/home/dev/acme");
    assertThat(session.permissionMode()).isEqualTo("default");
    assertThat(session.prompts()).isEqualTo(1);
    assertThat(session.errors()).isEqualTo(4);
    assertThat(session.events()).isEqualTo(36);
    assertThat(session.ended()).isEqualTo(Story.START.plusMillis(707));
    assertThat(session.endReason()).isEqualTo("other");
    assertThat(explore.state()).isEqualTo("gone");
    assertThat(explore.told()).noneMatch(event -> event.has("closes"));
  }

  @Test
  void interactive_calls() {
    assertThat(interactive.calls())
        .containsExactly(
            "toolu_2_0 Write ok", "toolu_5_0 Bash interrupted", "toolu_6_0 Bash denied");
    assertThat(interactive.call("toolu_5_0").ending().reason())
        .isEqualTo("the user compacted the session");
    assertThat(Json.text(interactive.told().get(12).path("closes")))
        .isEqualTo(
            "[{\"call_id\":\"toolu_5_0\",\"status\":\"interrupted\","
                + "\"reason\":\"the user compacted the session\"}]");
  }

  @Test
  void interactive_permission_wasGrantedAfterNineSeconds() {
    ToolCall write = interactive.call("toolu_2_0");
    assertThat(write.permission().answer()).isEqualTo(Answer.GRANTED);
    assertThat(write.permission().waitedMs()).isEqualTo(25_297 - 100 - 16_279);
    assertThat(interactive.told().get(4).path("permission").path("call_id").asText())
        .isEqualTo("toolu_2_0");
    assertThat(interactive.told().get(4).path("permission").path("answer").asText())
        .isEqualTo("asked");
    assertThat(interactive.told().get(6).path("permission").path("answer").asText())
        .isEqualTo("granted");
  }

  @Test
  void interactive_statesOnTheWay() {
    Story story = new Story();
    List<String> states =
        interactive.told().stream()
            .map(
                event -> {
                  long at =
                      Duration.between(Story.START, Instant.parse(event.path("timestamp").asText()))
                          .toMillis();
                  story.hook(at, event.path("data"));
                  return event.path("hook_event_name").asText() + ": " + story.state();
                })
            .toList();
    assertThat(states)
        .containsExactly(
            "SessionStart: waiting idle",
            "InstructionsLoaded: waiting idle",
            "UserPromptSubmit: working",
            "PreToolUse: working",
            "PermissionRequest: waiting permission",
            "Notification: waiting permission",
            "PostToolUse: working",
            "PostToolBatch: working",
            "MessageDisplay: working",
            "Stop: done",
            "UserPromptSubmit: working",
            "PreToolUse: working",
            "PreCompact: working",
            "PreToolUse: working",
            "PostToolBatch: working",
            "SessionEnd: gone");
  }

  @Test
  void interactive_agentAndFile() {
    assertThat(interactive.agent("ac1c7e2cfdbb31c4a").json().path("status").asText())
        .isEqualTo("interrupted");
    assertThat(interactive.files()).containsExactly("/home/dev/acme/new.txt: write ok by main");
    assertThat(interactive.session().summary().model()).isEqualTo("claude-opus-4-8[1m]");
    assertThat(interactive.session().summary().prompts()).isEqualTo(2);
  }

  @Test
  void categories() {
    assertThat(explore.told().get(1).path("category").asText()).isEqualTo("memory");
    assertThat(explore.told().get(2).path("category").asText()).isEqualTo("prompt");
    assertThat(explore.told().get(12).path("category").asText()).isEqualTo("tool");
    assertThat(explore.told().get(20).path("category").asText()).isEqualTo("agent");
    assertThat(interactive.told().get(4).path("category").asText()).isEqualTo("permission");
  }

  @Test
  void data_staysLastAndUntouched() {
    ObjectNode event = explore.told().get(13);
    assertThat(event.fieldNames())
        .toIterable()
        .containsExactly(
            "v",
            "id",
            "seq",
            "type",
            "timestamp",
            "session_id",
            "source",
            "hook_event_name",
            "cwd",
            "category",
            "tool",
            "files",
            "data");
  }
}
