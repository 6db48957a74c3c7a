package io.mpm.monitor.protocol.home;

import static org.assertj.core.api.Assertions.assertThat;

import io.mpm.monitor.protocol.codec.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyRecordTest {

  private static final Instant AT = Instant.parse("2026-11-23T10:00:00.123Z");

  @TempDir Path folder;
  private MonitorHome home;

  @BeforeEach
  void makeHome() throws IOException {
    home = new MonitorHome(folder.resolve("home"));
    home.prepare();
  }

  @Test
  void write_isReadAgain() throws IOException {
    ProxyRecord record =
        new ProxyRecord(
            Optional.of(AT),
            new LinkState("no daemon runs", Optional.of(AT), "closed", Optional.empty()),
            Json.object().put("delivered", 3),
            Json.object().arrayNode(),
            List.of("stop.1.x"),
            Json.object().put("seconds", 9));
    record.write(home);

    assertThat(ProxyRecord.read(home)).isEqualTo(record);
    assertThat(record.isKnown()).isTrue();
    assertThat(record.count("delivered")).isEqualTo(3);
    assertThat(record.count("never heard of")).isZero();
  }

  @Test
  void read_noProxyYet_saysNothing() throws IOException {
    ProxyRecord record = ProxyRecord.read(home);

    assertThat(record.isKnown()).isFalse();
    assertThat(record.at()).isEmpty();
    assertThat(record.link().obstacle()).isEmpty();
    assertThat(record.settled()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "no JSON", "[]", "{\"at\":\"tomorrow\",\"link\":7,\"counters\":\"many\"}"})
  void read_whatNoProxyWrote_saysNothing(String text) throws IOException {
    PrivateFiles.write(home.proxyRecord(), text);

    ProxyRecord record = ProxyRecord.read(home);
    assertThat(record.isKnown()).isFalse();
    assertThat(record.at()).isEmpty();
    assertThat(record.count("dropped")).isZero();
  }
}
