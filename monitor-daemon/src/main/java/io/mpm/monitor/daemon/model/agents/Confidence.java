package io.mpm.monitor.daemon.model.agents;

import java.util.Locale;

/** How sure an attribution is, in claude-mpm's words; the surest first. */
public enum Confidence {
  DEFINITIVE,
  HIGH,
  MEDIUM,
  INHERITED,
  DEFAULT;

  /** The word on the wire. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
