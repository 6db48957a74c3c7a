package io.mpm.monitor.daemon.store;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A history file that this program cannot or must not write to; says what its owner can do. */
public final class HistoryUnusableException extends FileSystemException {

  HistoryUnusableException(Path file, String reason) {
    super(
        file.toString(),
        null,
        reason + "; move it away to begin a new one, or set history.enabled to false");
  }
}
