package io.mpm.monitor.daemon.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether this user can make files in a folder, which need not be there yet. */
record Room(Path folder) {

  /** What keeps them from that; empty when nothing does. */
  Optional<String> obstacle() {
    Path there = existing();
    if (!Files.isDirectory(there)) {
      return Optional.of(there + " is no folder");
    }
    if (Files.isWritable(there)) {
      return Optional.empty();
    }
    return Optional.of(
        isReadOnly(there)
            ? there + " is on a file system that is mounted read-only"
            : there + " is not writable");
  }

  private static boolean isReadOnly(Path folder) {
    try {
      return Files.getFileStore(folder).isReadOnly();
    } catch (IOException e) {
      return false;
    }
  }

  /** The folder, or the nearest one above it that is there. */
  Path existing() {
    Path there = folder;
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    return there;
  }
}
