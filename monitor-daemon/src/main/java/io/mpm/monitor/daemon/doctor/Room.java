package io.mpm.monitor.daemon.doctor;

import io.mpm.monitor.protocol.home.MonitorHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether hooks can write events down, in a home that need not be there yet. */
record SpoolRoom(MonitorHome home) {

  /** What keeps them from that; empty when nothing does. */
  Optional<String> obstacle() {
    Path there = existing(home.spool());
    if (!Files.isDirectory(there)) {
      return Optional.of(there + " is no folder");
    }
    return Files.isWritable(there) ? Optional.empty() : Optional.of(there + " is not writable");
  }

  /** That path, or the nearest folder above it that is there. */
  static Path existing(Path path) {
    Path there = path;
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    return there;
  }
}
