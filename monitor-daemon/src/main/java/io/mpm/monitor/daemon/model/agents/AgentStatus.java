package io.mpm.monitor.daemon.model.agents;

import java.util.Locale;

/** How an agent stands. */
public enum AgentStatus {
  RUNNING,
  DONE,
  FAILED,
  INTERRUPTED,
  /** It is over, and nobody told how it ended. */
  UNKNOWN;

  /** The word on the wire. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
