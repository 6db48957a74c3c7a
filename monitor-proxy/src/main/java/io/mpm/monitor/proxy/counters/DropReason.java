package io.mpm.monitor.proxy.counters;

import java.util.Locale;

/** Why an event was lost. */
public enum DropReason {
  /** The spool held too many bytes. */
  BYTES,
  /** The spool held too many files. */
  FILES,
  /** The event had waited too long. */
  AGE,
  /** Somebody else took its file away. */
  VANISHED;

  /** The reason as it stands in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
