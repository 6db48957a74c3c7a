package io.mpm.monitor.daemon.lifecycle;

import io.mpm.monitor.protocol.home.DaemonRecord;
import io.mpm.monitor.protocol.home.StopRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** How the daemon that ran last came to its end. */
public final class LastStop {

  /** The reason given for a daemon that gave none. */
  static final String DIED =
      "died without a word (killed, or the machine went down); last seen alive then";

  /** What the JVM says in its output before it ends for want of memory. */
  private static final String LAST_WORDS = "Terminating due to java.lang.OutOfMemoryError";

  private static final int LAST_WORDS_MAX_BYTES = 4_096;

  private LastStop() {}

  /** When and why; empty when no daemon ever ran here, or one runs now. */
  public static Optional<StopRecord> find(DaemonFiles files) throws IOException {
    Optional<DaemonRecord> left = DaemonRecord.read(files.record());
    if (left.isEmpty()) {
      return StopRecord.read(files.stop());
    }
    return left.get().process().isAlive()
        ? Optional.empty()
        : Optional.of(new StopRecord(lastSeenAlive(files), causeOfDeath(files)));
  }

  /** Clears up after a daemon that died. Only for the holder of the lock. */
  static Optional<StopRecord> cleanUp(DaemonFiles files) throws IOException {
    Optional<DaemonRecord> left = DaemonRecord.read(files.record());
    if (left.isEmpty()) {
      // Also removes a record that nobody can read.
      Files.deleteIfExists(files.record());
      return Optional.empty();
    }
    StopRecord death = new StopRecord(lastSeenAlive(files), causeOfDeath(files));
    death.write(files.stop());
    Files.deleteIfExists(files.record());
    return Optional.of(death);
  }

  /** Each daemon says first that it listens, so the last line is the last daemon's. */
  private static String causeOfDeath(DaemonFiles files) throws IOException {
    String line = lastLine(files.out());
    return line.startsWith(LAST_WORDS)
        ? "out of memory (%s); daemon.memory_mb gives it more"
            .formatted(line.substring(LAST_WORDS.length()).replaceFirst("^:? *", ""))
        : DIED;
  }

  private static String lastLine(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return "";
    }
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      channel.position(Math.max(0, channel.size() - LAST_WORDS_MAX_BYTES));
      ByteBuffer end = ByteBuffer.allocate(LAST_WORDS_MAX_BYTES);
      while (end.hasRemaining() && channel.read(end) >= 0) {
        // Until the end of the file.
      }
      String text = new String(end.array(), 0, end.position(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.isBlank()).reduce("", (first, later) -> later);
    }
  }

  private static Instant lastSeenAlive(DaemonFiles files) throws IOException {
    Instant written = Files.getLastModifiedTime(files.record()).toInstant();
    return files.heartbeat().last().filter(beat -> beat.isAfter(written)).orElse(written);
  }
}
