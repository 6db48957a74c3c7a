package io.mpm.monitor.protocol.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DaemonUrlTest {

  @Test
  void parse_port() {
    assertThat(DaemonUrl.parse("http://127.0.0.1:8765")).contains(DaemonUrl.onLoopback(8765));
    assertThat(DaemonUrl.parse("https://devbox.example/").orElseThrow().web())
        .isEqualTo(URI.create("https://devbox.example/"));
  }

  @Test
  void parse_socket_isReachedUnderANameThatNobodyElseHas() {
    DaemonUrl url = DaemonUrl.parse("unix:/run/mpm monitor/daemon.sock").orElseThrow();

    assertThat(url.socket()).contains(Path.of("/run/mpm monitor/daemon.sock"));
    assertThat(url.web()).isEqualTo(URI.create("http://mpm-monitor.invalid"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:8765", "https://devbox.example", "unix:/run/a b.sock"})
  void toString_isWhatWasWritten(String text) {
    assertThat(DaemonUrl.parse(text).orElseThrow()).hasToString(text);
  }

  @Test
  void parse_threeSlashes_isTheSamePath() {
    assertThat(DaemonUrl.parse("unix:///run/mpm.sock"))
        .isEqualTo(DaemonUrl.parse("unix:/run/mpm.sock"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "127.0.0.1:8765",
        "ftp://127.0.0.1",
        "http://",
        "http://me@127.0.0.1:8765",
        "http://a b",
        "http://127.0.0.1:0",
        "http://127.0.0.1:65536",
        "unix:",
        "unix:run/mpm.sock",
        "UNIX:/run/mpm.sock"
      })
  void parse_noAddress(String text) {
    assertThat(DaemonUrl.parse(text)).isEmpty();
  }

  @Test
  void parse_nulInThePath_isNoAddress() {
    assertThat(DaemonUrl.parse("unix:/run/\0")).isEmpty();
  }

  @Test
  void relativeSocket_isRefusedByName() {
    assertThatThrownBy(
            () -> new DaemonUrl(URI.create("http://x"), Optional.of(Path.of("run/mpm.sock"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("run/mpm.sock");
  }
}
