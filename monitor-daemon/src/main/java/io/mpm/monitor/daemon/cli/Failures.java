package io.mpm.monitor.daemon.cli;

import io.mpm.monitor.daemon.lifecycle.AlreadyRunningException;
import io.mpm.monitor.daemon.lifecycle.ExitCode;
import io.mpm.monitor.daemon.system.ErrorText;
import io.mpm.monitor.daemon.system.PortTakenException;
import io.mpm.monitor.protocol.settings.InvalidSettingsException;
import java.io.IOException;
import java.nio.file.FileSystemException;

/** What a user is told of an error, in one line. */
final class Failures {

  private Failures() {}

  /**
   * Tells the user.
   *
   * @return the exit code that says the same
   */
  static int say(Surroundings surroundings, boolean debug, Exception error) {
    surroundings.err().println("mpm-monitord: " + message(error));
    if (debug) {
      error.printStackTrace(surroundings.err());
    }
    return exitCode(error);
  }

  static String message(Exception error) {
    return ErrorText.of(error).orElseGet(() -> ownMessage(error));
  }

  private static String ownMessage(Exception error) {
    if (isExpected(error) && error.getMessage() != null) {
      return oneLine(error.getMessage());
    }
    return "%s (%s); `--debug` shows where"
        .formatted(oneLine(String.valueOf(error.getMessage())), error.getClass().getSimpleName());
  }

  static int exitCode(Exception error) {
    if (error instanceof CommandFailure failure) {
      return failure.exitCode();
    }
    return error instanceof AlreadyRunningException ? ExitCode.LOST_RACE : ExitCode.FAILED;
  }

  /** Whether its message was written for the user. */
  private static boolean isExpected(Exception error) {
    return error instanceof CommandFailure
        || error instanceof InvalidSettingsException
        || error instanceof PortTakenException
        || error instanceof AlreadyRunningException
        || error instanceof FileSystemException
        || error instanceof IllegalArgumentException
        || error.getClass() == IOException.class;
  }

  private static String oneLine(String message) {
    return message.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
