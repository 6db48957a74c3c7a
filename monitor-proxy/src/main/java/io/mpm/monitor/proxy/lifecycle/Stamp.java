package io.mpm.monitor.proxy.lifecycle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file as it is now, so that another one in its place, or another content, can be told from it.
 */
record Stamp(@Nullable Object file, FileTime modified, long size) {

  /** The stamp of the file; empty when there is none. */
  static Optional<Stamp> of(Path file) {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(new Stamp(found.fileKey(), found.lastModifiedTime(), found.size()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
