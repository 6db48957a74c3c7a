package io.mpm.monitor.daemon.store;

import java.util.List;

/** Counts the events that wait for a disk, and says whether one more may. Any thread. */
final class Backlog {

  private final int maxEvents;
  private final long maxBytes;

  // All guarded by this.
  private int events;
  private long bytes;
  private boolean failing;
  private boolean closing;

  /**
   * Nothing waits.
   *
   * @param maxEvents how many may wait
   * @param maxBytes how much JSON may wait, without the event that goes over it
   */
  Backlog(int maxEvents, long maxBytes) {
    if (maxEvents < 1 || maxBytes < 1) {
      throw new IllegalArgumentException(
          "bounds must be positive: " + maxEvents + " events, " + maxBytes + " bytes");
    }
    this.maxEvents = maxEvents;
    this.maxBytes = maxBytes;
  }

  synchronized void add(StoredEvent event) {
    events++;
    bytes += event.json().length;
  }

  /** The disk has these now, and answers. */
  synchronized void taken(List<StoredEvent> kept) {
    events -= kept.size();
    for (StoredEvent event : kept) {
      bytes -= event.json().length;
    }
    failing = false;
    notifyAll();
  }

  /** The disk took nothing when it was last asked to. */
  synchronized void refused() {
    failing = true;
    notifyAll();
  }

  /** Nobody waits for room any more. */
  synchronized void close() {
    closing = true;
    notifyAll();
  }

  /** How many the disk does not have yet. */
  synchronized int events() {
    return events;
  }

  synchronized boolean isFailing() {
    return failing;
  }

  /**
   * Whether one more event may wait. A disk that is only behind is waited for, {@code patience}
   * milliseconds at most; one that takes nothing is not.
   */
  synchronized boolean hasRoom(long patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience * 1_000_000;
    long left = patience;
    while (isFull() && !failing && !closing && left > 0) {
      wait(left);
      left = (deadline - System.nanoTime()) / 1_000_000;
    }
    return !isFull();
  }

  private boolean isFull() {
    return events >= maxEvents || bytes >= maxBytes;
  }
}
