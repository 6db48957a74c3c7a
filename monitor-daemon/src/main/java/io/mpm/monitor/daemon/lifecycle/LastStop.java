package io.mpm.monitor.daemon.lifecycle;

import io.mpm.monitor.protocol.home.DaemonRecord;
import io.mpm.monitor.protocol.home.StopRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Optional;

/** How the daemon that ran last came to its end. */
public final class LastStop {

  /** The reason given for a daemon that gave none. */
  static final String DIED =
      "died without a word (killed, out of memory, or the machine went down); last seen alive then";

  private LastStop() {}

  /** When and why; empty when no daemon ever ran here, or one runs now. */
  public static Optional<StopRecord> find(DaemonFiles files) throws IOException {
    Optional<DaemonRecord> left = DaemonRecord.read(files.record());
    if (left.isEmpty()) {
      return StopRecord.read(files.stop());
    }
    return left.get().process().isAlive()
        ? Optional.empty()
        : Optional.of(new StopRecord(lastSeenAlive(files), DIED));
  }

  /** Clears up after a daemon that died. Only for the holder of the lock. */
  static Optional<StopRecord> cleanUp(DaemonFiles files) throws IOException {
    Optional<DaemonRecord> left = DaemonRecord.read(files.record());
    if (left.isEmpty()) {
      // Also removes a record that nobody can read.
      Files.deleteIfExists(files.record());
      return Optional.empty();
    }
    StopRecord death = new StopRecord(lastSeenAlive(files), DIED);
    death.write(files.stop());
    Files.deleteIfExists(files.record());
    return Optional.of(death);
  }

  private static Instant lastSeenAlive(DaemonFiles files) throws IOException {
    Instant written = Files.getLastModifiedTime(files.record()).toInstant();
    return files.heartbeat().last().filter(beat -> beat.isAfter(written)).orElse(written);
  }
}
