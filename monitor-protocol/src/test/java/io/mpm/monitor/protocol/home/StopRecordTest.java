package io.mpm.monitor.protocol.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StopRecordTest {

  private static final Instant AT = Instant.parse("2026-11-22T23:27:09.948Z");

  @TempDir Path folder;

  @Test
  void write_readGivesItBack() throws IOException {
    Path file = folder.resolve("stop.json");
    StopRecord record = new StopRecord(AT, "asked by \"mpm-monitord stop\"");

    record.write(file);

    assertThat(StopRecord.read(file)).contains(record);
  }

  @Test
  void write_refusal_readGivesItBack() throws IOException {
    Path file = folder.resolve("stop.json");
    StopRecord record = new StopRecord(AT, "no room", true);

    record.write(file);

    assertThat(StopRecord.read(file)).contains(record);
    assertThat(record.sentence()).isEqualTo("it cannot start: no room");
    assertThat(new StopRecord(AT, "no event").sentence()).isEqualTo("no event");
  }

  @Test
  void read_refusalOfAnOlderProgram() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("stop.json"),
            "{\"at\":\"" + AT + "\",\"reason\":\"it cannot start: no room\"}\n");

    assertThat(StopRecord.read(file)).contains(new StopRecord(AT, "no room", true));
  }

  @Test
  void read_emptyWithoutAFile() throws IOException {
    assertThat(StopRecord.read(folder.resolve("stop.json"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[7]",
        "{\"at\":\"2026-11-22T23:27:09Z\"}",
        "{\"at\":7,\"reason\":\"x\"}"
      })
  void read_emptyWhenItIsNoRecord(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("stop.json"), text);

    assertThat(StopRecord.read(file)).isEmpty();
  }

  @Test
  void constructor_refusesNoReason() {
    assertThatIllegalArgumentException().isThrownBy(() -> new StopRecord(AT, " "));
  }
}
