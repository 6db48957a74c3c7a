package io.mpm.monitor.daemon.lifecycle;

import io.mpm.monitor.protocol.home.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A file whose modification time says when a daemon was last alive. */
record Heartbeat(Path file) {

  /** How exactly it says so. */
  static final Duration INTERVAL = Duration.ofSeconds(10);

  /** The first beat. */
  void start(Instant now) throws IOException {
    PrivateFiles.write(file, "");
    beat(now);
  }

  /**
   * One more.
   *
   * @throws NoSuchFileException when somebody removed the file
   */
  void beat(Instant now) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(now));
  }

  /** The last one; empty when there never was one. */
  Optional<Instant> last() throws IOException {
    try {
      return Optional.of(Files.getLastModifiedTime(file).toInstant());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
