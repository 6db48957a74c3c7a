package io.mpm.monitor.daemon.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReplayReaderTest {

  private final ReplayReader reader =
      new ReplayReader(Path.of("session.ndjson"), Instant.parse("2026-11-22T23:27:09Z"));

  @Test
  void read_usageOfAnExport_isPassedOver() throws Exception {
    assertThat(reader.read("{\"usage\":{\"session_id\":\"s\",\"answers\":3}}")).isEmpty();
  }

  @Test
  void read_hookThatSpeaksOfUsage_isAnEvent() throws Exception {
    assertThat(reader.read("{\"hook_event_name\":\"Stop\",\"session_id\":\"s\",\"usage\":{}}"))
        .hasValueSatisfying(event -> assertThat(event.path("hook").asText()).isEqualTo("stop"));
  }

  @Test
  void read_neither_namesTheLine() {
    assertThatThrownBy(() -> reader.read("{\"usage\":3}"))
        .hasMessage("session.ndjson line 1 is neither an exported event nor a hook's payload");
  }
}
