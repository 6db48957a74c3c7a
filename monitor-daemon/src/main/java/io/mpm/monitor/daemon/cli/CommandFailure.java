package io.mpm.monitor.daemon.cli;

/** A command cannot do what it was asked; the message is the one line that its user sees. */
final class CommandFailure extends Exception {

  private final int exitCode;

  CommandFailure(String message, int exitCode) {
    super(message);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
