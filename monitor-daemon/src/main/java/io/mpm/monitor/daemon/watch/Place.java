package io.mpm.monitor.daemon.watch;

/** Where in a daemon's events a client begins. */
public sealed interface Place {

  /** With the next one that comes. */
  record Now() implements Place {}

  /** With the oldest that the daemon holds. */
  record Oldest() implements Place {}

  /** After the one of that number, in that numbering. */
  record After(String stream, long seq) implements Place {}
}
