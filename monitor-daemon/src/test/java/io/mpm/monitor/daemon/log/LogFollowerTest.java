package io.mpm.monitor.daemon.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFollowerTest {

  @TempDir Path folder;

  @Test
  void read_isWhatWasAdded() throws Exception {
    Path log = Files.writeString(folder.resolve("daemon.0.log"), "one\n");
    try (LogFollower follower = new LogFollower(log)) {
      assertThat(follower.read()).isEqualTo("one\n");
      assertThat(follower.read()).isEmpty();
      Files.writeString(log, "two\n", APPEND);
      assertThat(follower.read()).isEqualTo("two\n");
    }
  }

  @Test
  void read_rotated_goesOnInTheNewFileAndLosesNothing() throws Exception {
    Path log = Files.writeString(folder.resolve("daemon.0.log"), "one\n");
    try (LogFollower follower = new LogFollower(log)) {
      follower.read();
      Files.writeString(log, "two\n", APPEND);
      Files.move(log, folder.resolve("daemon.1.log"));
      assertThat(follower.read()).isEqualTo("two\n");
      Files.writeString(log, "three\n");
      assertThat(follower.read()).isEqualTo("three\n");
    }
  }

  @Test
  void read_startedAnewInTheSameFile_goesOnFromItsBeginning() throws Exception {
    Path log = Files.writeString(folder.resolve("daemon.0.log"), "one and more\n");
    try (LogFollower follower = new LogFollower(log)) {
      follower.read();
      Files.writeString(log, "two\n");
      assertThat(follower.read()).isEqualTo("two\n");
    }
  }

  @Test
  void read_characterThatIsHalfWritten_comesWholeLater() throws Exception {
    byte[] line = "ä€\n".getBytes(UTF_8);
    Path log = folder.resolve("daemon.0.log");
    StringBuilder read = new StringBuilder();
    try (LogFollower follower = new LogFollower(log)) {
      for (byte next : line) {
        Files.write(log, new byte[] {next}, CREATE, APPEND);
        read.append(follower.read());
      }
    }
    assertThat(read).hasToString("ä€\n");
  }

  @Test
  void read_bytesThatAreNoCharacter_areReplacedAndHoldUpNothing() throws Exception {
    Path log = folder.resolve("daemon.0.log");
    try (LogFollower follower = new LogFollower(log)) {
      Files.write(log, new byte[] {'a', (byte) 0xff, 'b', '\n'});
      assertThat(follower.read()).isEqualTo("a\ufffdb\n");
    }
  }

  @Test
  void read_notThereYet_waitsForIt() throws Exception {
    Path log = folder.resolve("daemon.0.log");
    try (LogFollower follower = new LogFollower(log)) {
      assertThat(follower.read()).isEmpty();
      Files.writeString(log, "one\n");
      assertThat(follower.read()).isEqualTo("one\n");
    }
  }

  @Test
  void lastLines_areTheLast() {
    assertThat(LogFollower.lastLines("a\nb\nc\n", 2)).isEqualTo("b\nc\n");
    assertThat(LogFollower.lastLines("a\nb\nc\n", 9)).isEqualTo("a\nb\nc\n");
    assertThat(LogFollower.lastLines("a\n", 0)).isEmpty();
    assertThat(LogFollower.lastLines("", 5)).isEmpty();
  }
}
