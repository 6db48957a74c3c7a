package io.mpm.monitor.daemon.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ServedNamesTest {

  @Test
  void webSockets_areSourcesThatAPolicyCanName() {
    ServedNames names = new ServedNames(8765, List.of("Devbox.example:9000", "[fd00::1]:8765"));

    assertThat(names.webSockets())
        .containsExactly(
            "ws://127.0.0.1:8765",
            "ws://localhost:8765",
            "ws://devbox.example:9000",
            "wss://devbox.example:9000");
  }

  @Test
  void isHost_addressesOfTheSixthVersionToo() {
    ServedNames names = new ServedNames(8765, List.of("[fd00::1]:8765"));

    assertThat(List.of("[::1]:8765", "[FD00::1]:8765")).allMatch(names::isHost);
    assertThat(names.isOrigin("https://[fd00::1]:8765")).isTrue();
  }
}
