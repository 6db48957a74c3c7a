package io.mpm.monitor.daemon.hub;

import io.mpm.monitor.daemon.metrics.Latency;
import java.util.concurrent.atomic.LongAdder;

/** Counts what the hub does to its clients. Any thread. */
final class Traffic {

  private final LongAdder gaps = new LongAdder();
  private final LongAdder missed = new LongAdder();
  private final LongAdder stalled = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final Latency storeToClient = new Latency();
  private volatile Backlog backlog = Backlog.NONE;

  /**
   * How far clients are behind.
   *
   * @param lagEvents numbers between the newest event and the place of the slowest client
   * @param outboxBytes what was written to all clients and their sockets have not taken
   */
  record Backlog(long lagEvents, long outboxBytes) {
    static final Backlog NONE = new Backlog(0, 0);
  }

  /** A client was told that events are missing; how many, 0 when nobody knows. */
  void gap(long events) {
    gaps.increment();
    missed.add(events);
  }

  /** A client was closed because it did not read. */
  void stalled() {
    stalled.increment();
  }

  /** A client was closed because it could not be served. */
  void failed() {
    failed.increment();
  }

  void backlog(Backlog now) {
    backlog = now;
  }

  Backlog backlog() {
    return backlog;
  }

  long gaps() {
    return gaps.sum();
  }

  long missedEvents() {
    return missed.sum();
  }

  long stalledClients() {
    return stalled.sum();
  }

  long failedClients() {
    return failed.sum();
  }

  Latency storeToClient() {
    return storeToClient;
  }
}
