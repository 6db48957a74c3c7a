package io.mpm.monitor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DaemonMainTest {

  @Test
  void words_ofAForegroundStart_areUnderstood() {
    assertThat(words("start --foreground"))
        .contains(new DaemonMain.StartArguments(Map.of(), false));
    assertThat(words("start --foreground --unless-running"))
        .contains(new DaemonMain.StartArguments(Map.of(), true));
    assertThat(words("start --port 9000 --foreground --debug"))
        .contains(
            new DaemonMain.StartArguments(Map.of("--port", "9000", "--debug", "true"), false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "start",
        "start --port 9000",
        "restart --foreground",
        "--foreground start",
        "start --foreground --help",
        "start --foreground --port",
        "start --foreground --port abc",
        "start --foreground --port=9000",
        "start --foreground --port 1 --port 2",
        "start --foreground extra",
        ""
      })
  void words_ofAnythingElse_areTheCommandLines(String line) {
    assertThat(words(line)).isEmpty();
  }

  private static Optional<DaemonMain.StartArguments> words(String line) {
    return DaemonMain.StartArguments.of(line.isEmpty() ? new String[0] : line.split(" "));
  }
}
