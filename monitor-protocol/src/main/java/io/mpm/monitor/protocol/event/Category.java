package io.mpm.monitor.protocol.event;

import java.util.Locale;

/** What an event is about: the wire's {@code category}. */
public enum Category {
  TOOL,
  AGENT,
  SESSION,
  PROMPT,
  MEMORY,
  PERMISSION,
  TASK,
  CONFIG,
  NOTIFICATION,
  SYSTEM;

  /** The word on the wire. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
