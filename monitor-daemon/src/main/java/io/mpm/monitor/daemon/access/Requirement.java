package io.mpm.monitor.daemon.access;

/** What a route asks of whoever calls it. */
public enum Requirement {
  /** Nothing private and nothing changed: the page's own files, health. */
  OPEN,
  /** The token. */
  TOKEN,
  /** The token, or the one that gives the right to add events and no other. */
  PRODUCER,
  /**
   * A token now or in the first packet. The transport is nobody until then; a wrong token is
   * refused at once, and the one that adds events is asked for again.
   */
  TOKEN_NOW_OR_SOON
}
