package io.mpm.monitor.daemon.lifecycle;

/**
 * Tells when a daemon that was busy has come to rest. Then is the time to collect garbage: a
 * collector that is asked for nothing any more would keep what the work has left, for days. One
 * thread.
 */
final class Lull {

  /** Less leaves too little behind to be worth a collection. */
  static final long MUCH = 1_000;

  /** So often nothing new in a row is rest. */
  static final int QUIET_LOOKS = 6;

  private long seen;
  private long collectedAt;
  private int quietLooks;

  /**
   * Whether a lull begins with this look.
   *
   * @param work how much was done so far, in events
   */
  boolean begins(long work) {
    quietLooks = work == seen ? quietLooks + 1 : 0;
    seen = work;
    boolean begins = quietLooks == QUIET_LOOKS && work - collectedAt >= MUCH;
    collectedAt = begins ? work : collectedAt;
    return begins;
  }
}
