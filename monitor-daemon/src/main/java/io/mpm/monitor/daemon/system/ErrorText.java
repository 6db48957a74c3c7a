package io.mpm.monitor.daemon.system;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** What a user is told of an error that Java itself only gives a file's path for. */
public final class ErrorText {

  private ErrorText() {}

  /** Empty for an error whose message says what it is. */
  public static Optional<String> of(Exception error) {
    if (error instanceof AccessDeniedException denied) {
      return Optional.of(denied.getFile() + ": permission denied");
    }
    return error instanceof NoSuchFileException missing
        ? Optional.of(missing.getFile() + ": there is no such file")
        : Optional.empty();
  }
}
