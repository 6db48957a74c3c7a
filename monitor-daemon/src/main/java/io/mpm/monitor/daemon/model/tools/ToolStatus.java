package io.mpm.monitor.daemon.model.tools;

import java.util.Locale;

/** How a tool call stands. */
public enum ToolStatus {
  RUNNING,
  OK,
  FAILED,
  /** Somebody or some rule said no. */
  DENIED,
  /** The user or the end of the session cut it short. */
  INTERRUPTED,
  /** It is over, and nobody told how it ended. */
  UNKNOWN;

  /** The word on the wire. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
