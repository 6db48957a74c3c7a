package io.mpm.monitor.proxy.counters;

/** Why a file was set aside instead of delivered. */
public enum AsideReason {
  /** It stopped growing before it was one JSON value. */
  INCOMPLETE,
  /** It is JSON, but no event. */
  NO_EVENT,
  /** It could not be read. */
  UNREADABLE,
  /** The daemon will never take it. */
  REJECTED,
  /** The daemon answered for those behind it, and never for this one. */
  UNANSWERED
}
