package io.mpm.monitor.daemon.claude;

/** How Claude Code tells us of an event. */
public enum HookMode {
  /** It runs {@code mpm-hook} and waits the few milliseconds that takes. */
  COMMAND,
  /** It sends the event to the daemon itself, and a command only where it must. */
  HTTP,
  /** It runs {@code mpm-hook} and does not wait. */
  ASYNC
}
