package io.mpm.monitor.daemon.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.mpm.monitor.protocol.home.DaemonRecord;
import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.ProcessIdentity;
import io.mpm.monitor.protocol.home.StopRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastStopTest {

  private static final Instant BEAT = Instant.parse("2036-11-23T10:00:00Z");

  /** Our pid, but another time: a process that is no more. */
  private static final ProcessIdentity DEAD =
      new ProcessIdentity(
          ProcessHandle.current().pid(), Instant.parse("2001-01-01T00:00:00Z"), Optional.empty());

  @TempDir Path folder;
  private DaemonFiles files;

  @BeforeEach
  void prepareHome() throws Exception {
    MonitorHome home = new MonitorHome(folder.resolve("home"));
    home.prepare();
    files = new DaemonFiles(home);
  }

  @Test
  void find_neverRan_isEmpty() throws Exception {
    assertThat(LastStop.find(files)).isEmpty();
  }

  @Test
  void find_endedInOrder_isWhatItSaid() throws Exception {
    StopRecord said = new StopRecord(BEAT, "SIGTERM");
    said.write(files.stop());

    assertThat(LastStop.find(files)).contains(said);
  }

  @Test
  void find_runs_isEmpty() throws Exception {
    record(ProcessIdentity.current());
    new StopRecord(BEAT, "SIGTERM").write(files.stop());

    assertThat(LastStop.find(files)).isEmpty();
  }

  @Test
  void d10_recordOfAProcessThatIsNoMore_isDeathAtTheLastBeat() throws Exception {
    record(DEAD);
    files.heartbeat().start(BEAT);

    StopRecord death = LastStop.find(files).orElseThrow();

    assertThat(death.at()).isEqualTo(BEAT);
    assertThat(death.reason()).startsWith("died without a word");
  }

  @Test
  void d10_cleanUp_keepsTheDeathAndRemovesTheRecord() throws Exception {
    record(DEAD);

    StopRecord death = LastStop.cleanUp(files).orElseThrow();

    assertThat(files.record()).doesNotExist();
    assertThat(LastStop.find(files)).contains(death);
  }

  @Test
  void cleanUp_brokenRecord_isRemoved() throws Exception {
    Files.writeString(files.record(), "{\"pid\":");

    assertThat(LastStop.cleanUp(files)).isEmpty();
    assertThat(files.record()).doesNotExist();
  }

  private void record(ProcessIdentity process) throws Exception {
    new DaemonRecord(process, 8765, "0.1.0", 1).write(files.record());
  }
}
