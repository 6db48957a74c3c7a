package io.mpm.monitor.protocol;

/** The version of the wire that this build speaks; see {@code docs/protocol.md}. */
public final class Protocol {

  /** Named as {@code v} in every event, batch, acknowledgement and CONNECT. */
  public static final int VERSION = 1;

  /** The {@code producer} whose events are played again, and came late on purpose. */
  public static final String REPLAY = "replay";

  /** How long the daemon may hold back the answer to a batch until its readers keep up. */
  public static final int MAX_HOLD_MILLIS = 1_000;

  private Protocol() {}
}
