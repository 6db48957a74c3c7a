package io.mpm.monitor.protocol.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DaemonRecordTest {

  @TempDir Path folder;

  @Test
  void write_readGivesItBack() throws IOException {
    Path file = folder.resolve("daemon.json");
    DaemonRecord record = new DaemonRecord(ProcessIdentity.current(), 8765, "0.1.0", 1);

    record.write(file);

    assertThat(DaemonRecord.read(file)).contains(record);
    assertThat(DaemonRecord.readLive(file)).contains(record);
  }

  @Test
  void readLive_emptyWhenItsWriterIsGone() throws IOException {
    Path file = folder.resolve("daemon.json");
    ProcessIdentity self = ProcessIdentity.current();
    ProcessIdentity gone = new ProcessIdentity(self.pid(), self.started(), Optional.of("1"));
    new DaemonRecord(gone, 8765, "0.1.0", 1).write(file);

    assertThat(DaemonRecord.read(file)).isPresent();
    assertThat(DaemonRecord.readLive(file)).isEmpty();
  }

  @Test
  void read_emptyWithoutAFile() throws IOException {
    assertThat(DaemonRecord.read(folder.resolve("daemon.json"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{}",
        "{\"pid\":0,\"started\":\"2026-11-22T23:27:09Z\",\"port\":8765}",
        "{\"pid\":7,\"started\":\"today\",\"port\":8765}",
        "{\"pid\":7,\"started\":\"2026-11-22T23:27:09Z\",\"port\":\"8765\"}",
        "{\"pid\":7,\"started\":\"2026-11-22T23:27:09Z\",\"port\":65536}",
        "{\"pid\":1e99,\"started\":\"2026-11-22T23:27:09Z\",\"port\":8765}"
      })
  void read_emptyWhenItIsNoRecord(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("daemon.json"), text);

    assertThat(DaemonRecord.read(file)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 65536})
  void constructor_refusesAPortThatIsNone(int port) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DaemonRecord(ProcessIdentity.current(), port, "0.1.0", 1))
        .withMessageContaining(Integer.toString(port));
  }
}
