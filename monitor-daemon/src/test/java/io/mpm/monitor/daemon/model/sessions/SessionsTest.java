package io.mpm.monitor.daemon.model.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.model.facts.Fact;
import io.mpm.monitor.protocol.codec.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is given up when the memory is full, and in which order. */
class SessionsTest {

  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
  private static final long BYTES = 1 << 20;

  private final Sessions sessions = new Sessions(new Sessions.Bounds(1_000, 20_000, BYTES));
  private Instant now = START;
  private int events;

  private void tell(String session, String name, ObjectNode data) {
    sessions.fold(new Fact("e" + events++, name, "", session, now, "/p", true, data));
  }

  private void prompt(String session) {
    tell(session, "UserPromptSubmit", Json.object().put("prompt", session));
  }

  private static ObjectNode call(String id, int diffChars) {
    ObjectNode data = Json.object().put("tool_name", "Write").put("tool_use_id", id);
    data.putObject("tool_input").put("file_path", "/p/x").put("content", "x".repeat(diffChars));
    data.putObject("tool_response").put("type", "create");
    return data;
  }

  private void ended(String session, String id, int diffChars) {
    tell(session, "PostToolUse", call(id, diffChars));
  }

  private SessionSnapshot session(String id) {
    return sessions.snapshot(id).orElseThrow();
  }

  private long diffChars(String session) {
    return session(session).calls().stream()
        .flatMap(call -> call.files().stream())
        .mapToLong(file -> file.change().diff().length())
        .sum();
  }

  @Test
  void full_diffsOfAllSessionsGoFirst_theOldestBeforeAllOthers() {
    for (int i = 0; i < 100; i++) {
      ended("old", "t" + i, 4_000);
    }
    prompt("few");
    for (int i = 0; i < 200; i++) {
      ended("new", "t" + i, 4_000);
    }

    assertThat(sessions.bytes()).isBetween(BYTES - 10_000, BYTES);
    assertThat(sessions.forgotten()).isZero();
    assertThat(session("old").calls()).hasSize(100);
    assertThat(diffChars("old")).isLessThan(60 * 4_000);
    assertThat(diffChars("new")).isGreaterThan(200 * 4_000);
  }

  @Test
  void full_thenTheOldestEndedCalls_neverThoseThatRunOrHaveJustEnded() {
    tell("old", "PreToolUse", call("runs", 0));
    for (int i = 0; i < 2_000; i++) {
      ended("old", "t" + i, 0);
    }
    for (int i = 0; i < 5_000; i++) {
      ended("new", "t" + i, 0);
    }

    assertThat(sessions.bytes()).isLessThanOrEqualTo(BYTES);
    assertThat(sessions.forgotten()).isZero();
    assertThat(session("old").calls()).extracting(call -> call.callId()).containsExactly("runs");
    assertThat(session("old").counts().forgotten()).isEqualTo(2_000);
    assertThat(session("old").counts().total()).isEqualTo(2_001);
    assertThat(session("new").calls()).last().extracting(call -> call.callId()).isEqualTo("t4999");
    assertThat(session("new").calls()).hasSizeGreaterThan(1_000);
  }

  @Test
  void full_ofWhatNoSessionCanGiveUp_thoseSilentForLongestGoWhole() {
    for (int i = 0; i < 400; i++) {
      now = now.plus(Duration.ofHours(2));
      prompt("s" + i);
    }
    for (int i = 0; i < 400; i++) {
      ended("s399", "t" + i, 4_000);
    }

    assertThat(sessions.bytes()).isLessThanOrEqualTo(BYTES);
    assertThat(sessions.forgotten()).isPositive();
    assertThat(sessions.snapshot("s0")).isEmpty();
    assertThat(sessions.snapshot("s398")).isPresent();
    assertThat(session("s399").calls()).hasSize(400);
    assertThat(diffChars("s399")).isGreaterThan(300_000);
  }

  @Test
  void full_ofSessionsAtWork_theOneNotHeardOfForLongestGoes() {
    for (int i = 0; i < 400; i++) {
      prompt("s" + i);
    }

    assertThat(sessions.bytes()).isBetween(BYTES - 10_000, BYTES);
    assertThat(sessions.snapshot("s0")).isEmpty();
    assertThat(sessions.snapshot("s399")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void bytes_areExact_whateverHappens(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      String session = "s" + random.nextInt(12);
      ObjectNode call = call("t" + random.nextInt(300), random.nextInt(6_000));
      tell(session, random.nextInt(3) == 0 ? "PreToolUse" : "PostToolUse", call);
      if (random.nextInt(500) == 0) {
        sessions.forget("s" + random.nextInt(12));
      }
    }
    assertThat(sessions.bytes()).isBetween(1L, BYTES);
    for (int i = 0; i < 12; i++) {
      sessions.forget("s" + i);
    }
    assertThat(sessions.bytes()).isZero();
  }

  @Test
  void bounds_longIdsNamesAndPathsOfCallsThatRun_areKeptWithinThem() {
    String text = " b y".repeat(15_000);
    for (int i = 0; i < 1_000; i++) {
      ObjectNode call = Json.object().put("tool_name", i + text).put("tool_use_id", i + text);
      call.put("agent_id", i + text).put("agent_type", i + text);
      call.put("transcript_path", "/" + i + text).put("permission_mode", i + text);
      call.putObject("tool_input").put("file_path", "/p/" + i + text);
      tell("s", "PreToolUse", call);
      call.putObject("tool_input").put("file_path", "/p/" + i + "x".repeat(3_000));
      tell("s", "PreToolUse", call.put("tool_use_id", "short" + i));
    }

    assertThat(sessions.bytes()).isLessThan(BYTES + 2_000_000);
    assertThat(sessions.snapshot("s")).isPresent();
    assertThat(Json.text(sessions.snapshot("s").orElseThrow().toolsJson())).doesNotContain(text);
  }
}
