package io.mpm.monitor.daemon.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.protocol.codec.Json;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class EventLineTest {

  private final EventLine plain = new EventLine(ZoneOffset.UTC, false);

  @Test
  void end_saysHowTheCallEnded() throws Exception {
    assertThat(plain.of(event("ls -la", "ok")))
        .isEqualTo("23:27:09.948  cbca1fbd  PostToolUse         Bash  ok 120 ms  ls -la");
  }

  @Test
  void colours_failureIsRed() throws Exception {
    assertThat(new EventLine(ZoneOffset.UTC, true).of(event("ls", "failed")))
        .contains("\033[31mfailed\033[0m");
    assertThat(plain.of(event("ls", "failed"))).doesNotContain("\033");
  }

  @Test
  void subject_cannotSteerTheTerminal() throws Exception {
    String line = plain.of(event("a\\u001b[2Jb\\nc\\u202ed\\u009be", "ok"));

    assertThat(line).endsWith("a [2Jb c d e").hasLineCount(1).doesNotContain("\033");
  }

  @Test
  void subject_longOne_isCut() throws Exception {
    assertThat(plain.of(event("x".repeat(5000), "ok"))).endsWith("x…").hasSizeLessThan(300);
  }

  @Test
  void publisherWithoutAnything_isStillALine() throws Exception {
    assertThat(plain.of(Json.parse("{\"type\":\"todo.updated\",\"timestamp\":\"soon\"}")))
        .isEqualTo("soon          -         todo.updated");
  }

  private static JsonNode event(String command, String status) throws Exception {
    return Json.parse(
        """
        {"timestamp": "2026-11-22T23:27:09.948Z", "session_id": "cbca1fbd-1111",
         "type": "hook.post_tool", "hook_event_name": "PostToolUse",
         "tool": {"name": "Bash", "phase": "end", "status": "%s", "duration_ms": 120},
         "data": {"tool_input": {"command": "%s"}}}
        """
            .formatted(status, command));
  }
}
