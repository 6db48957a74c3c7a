package io.mpm.monitor.daemon.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Keeps the newest events in memory, as many as fit into a number of bytes. Nothing survives the
 * process, which is what someone wants who never asked for a history.
 */
public final class RingStore implements EventStore {

  /** What an event costs beside its JSON: the record, its array's header, its strings, its slot. */
  private static final int OVERHEAD_BYTES = 160;

  private final String stream = UUID.randomUUID().toString();
  private final long maxBytes;

  // All guarded by this. Slot of seq is seq modulo the capacity, which is a power of two.
  private StoredEvent[] slots = new StoredEvent[1024];
  private long firstHeld = 1;
  private long newest;
  private long bytes;

  /**
   * An empty store.
   *
   * @param maxBytes how much the held events may cost together; the newest one is always held
   */
  public RingStore(long maxBytes) {
    if (maxBytes < 1) {
      throw new IllegalArgumentException("maxBytes must be positive: " + maxBytes);
    }
    this.maxBytes = maxBytes;
  }

  @Override
  public String stream() {
    return stream;
  }

  @Override
  public synchronized void append(StoredEvent event) {
    if (event.seq() != newest + 1) {
      throw new IllegalArgumentException("seq " + event.seq() + " does not follow " + newest);
    }
    if (size() == slots.length) {
      grow();
    }
    newest = event.seq();
    slots[slot(newest)] = event;
    bytes += cost(event);
    while (bytes > maxBytes && firstHeld < newest) {
      bytes -= cost(at(firstHeld));
      slots[slot(firstHeld)] = null;
      firstHeld++;
    }
  }

  private void grow() {
    StoredEvent[] old = slots;
    slots = new StoredEvent[old.length * 2];
    for (long seq = firstHeld; seq <= newest; seq++) {
      slots[slot(seq)] = old[(int) (seq & (old.length - 1))];
    }
  }

  @Override
  public synchronized long newest() {
    return newest;
  }

  @Override
  public synchronized long size() {
    return newest - firstHeld + 1;
  }

  @Override
  public synchronized Slice after(long seq, int maxEvents, long maxBytes) {
    List<StoredEvent> events = new ArrayList<>();
    long taken = 0;
    for (long next = Math.max(seq + 1, firstHeld);
        next <= newest && events.size() < maxEvents;
        next++) {
      StoredEvent event = at(next);
      taken += event.json().length;
      if (taken > maxBytes && !events.isEmpty()) {
        break;
      }
      events.add(event);
    }
    return new Slice(firstHeld, events);
  }

  @Override
  public synchronized List<StoredEvent> newest(int limit, Predicate<StoredEvent> wanted) {
    List<StoredEvent> found = new ArrayList<>();
    for (long seq = newest; seq >= firstHeld && found.size() < limit; seq--) {
      StoredEvent event = at(seq);
      if (wanted.test(event)) {
        found.add(event);
      }
    }
    Collections.reverse(found);
    return found;
  }

  private StoredEvent at(long seq) {
    return slots[slot(seq)];
  }

  private int slot(long seq) {
    return (int) (seq & (slots.length - 1));
  }

  private static long cost(StoredEvent event) {
    return (long) event.json().length + OVERHEAD_BYTES;
  }

  @Override
  public void close() {
    // Memory needs no goodbye.
  }
}
