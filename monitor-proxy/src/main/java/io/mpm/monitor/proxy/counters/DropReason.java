package io.mpm.monitor.proxy.counters;

/** Why an event was lost. */
public enum DropReason {
  /** The spool held too many bytes. */
  BYTES,
  /** The spool held too many files. */
  FILES,
  /** It had waited too long. */
  AGE,
  /** Somebody else took its file away. */
  VANISHED
}
