package io.mpm.monitor.daemon.claude;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.codec.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandlerOriginTest {

  private static ObjectNode command(String line) {
    return Json.object().put("type", "command").put("command", line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mpm-hook pre-tool",
        "mpm-hook",
        "/opt/mpm/bin/mpm-hook stop",
        "'/opt/my mpm/bin/mpm-hook' stop",
        "\"C:\\Program Files\\mpm\\bin\\mpm-hook.cmd\" stop",
        "C:\\mpm\\mpm-hook.cmd stop"
      })
  void of_ourProgramAlone_isOurs(String line) {
    assertThat(HandlerOrigin.of(command(line))).isEqualTo(HandlerOrigin.OURS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tee log | mpm-hook stop",
        "mpm-hook stop; notify-send done",
        "echo mpm-hook",
        "my-mpm-hook stop",
        "/opt/mpm-hook/run.sh",
        "sh -c 'mpm-hook stop'",
        ""
      })
  void of_moreThanOurProgram_isItsAuthors(String line) {
    assertThat(HandlerOrigin.of(command(line))).isEqualTo(HandlerOrigin.FOREIGN);
  }

  @Test
  void of_execForm_goesByTheProgram() {
    ObjectNode ours = command("/opt/with space/mpm-hook");
    ours.putArray("args").add("stop");
    assertThat(HandlerOrigin.of(ours)).isEqualTo(HandlerOrigin.OURS);
    ObjectNode other = command("/usr/bin/env");
    other.putArray("args").add("mpm-hook");
    assertThat(HandlerOrigin.of(other)).isEqualTo(HandlerOrigin.FOREIGN);
  }

  @Test
  void of_http_goesByOurMark() {
    ObjectNode http =
        Json.object().put("type", "http").put("url", "http://127.0.0.1:8765/hooks/stop");
    assertThat(HandlerOrigin.of(http)).isEqualTo(HandlerOrigin.FOREIGN);
    http.putObject("headers").put("X-Hook-Of", "mpm-monitor");
    assertThat(HandlerOrigin.of(http)).isEqualTo(HandlerOrigin.OURS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/opt/x/claude-hook-handler.sh",
        "~/.local/bin/claude-hook-fast.sh",
        "python3 /x/claude_mpm/hooks/claude_hooks/hook_handler.py"
      })
  void of_claudeMpm_isKnown(String line) {
    assertThat(HandlerOrigin.of(command(line))).isEqualTo(HandlerOrigin.CLAUDE_MPM);
  }
}
