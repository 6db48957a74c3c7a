package io.mpm.monitor.daemon.system;

import java.net.BindException;
import java.util.Locale;

/** The port cannot be had. The message says who has it, as far as the system tells. */
public final class PortTakenException extends Exception {

  private PortTakenException(String message, BindException cause) {
    super(message, cause);
  }

  /** What to tell of that refusal of the system to bind {@code port}. */
  public static PortTakenException of(int port, BindException refusal) {
    String words = String.valueOf(refusal.getMessage()).toLowerCase(Locale.ROOT);
    if (words.contains("permission")) {
      return new PortTakenException(
          "port %d is for privileged programs only; choose one above 1023: --port N"
              .formatted(port),
          refusal);
    }
    String owner =
        PortOwner.find(port)
            .map(process -> "pid %d (%s)".formatted(process.pid(), process.command()))
            .orElse("a process that the system does not name to this user");
    return new PortTakenException(
        "port %d is taken by %s; end that, or choose another port: --port N".formatted(port, owner),
        refusal);
  }
}
