package io.mpm.monitor.proxy.counters;

/** Why a file was set aside instead of delivered. */
public enum AsideReason {
  /** The file stopped growing before it was one JSON value. */
  INCOMPLETE,
  /** The file is JSON, but no event. */
  NO_EVENT,
  /** The file could not be read. */
  UNREADABLE,
  /** The daemon will never take it. */
  REJECTED,
  /** The daemon answered for those behind it, and never for this one. */
  UNANSWERED
}
