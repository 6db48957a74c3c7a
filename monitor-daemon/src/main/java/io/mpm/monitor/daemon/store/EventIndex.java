package io.mpm.monitor.daemon.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What each held event is, and where its JSON lies, by number. In arrays, so that an event leaves
 * no object behind that a collector would have to move. Guarded by its owner.
 */
final class EventIndex {

  private static final int FIRST_CAPACITY = 1024;

  private final Names names = new Names();

  // The slot of a number is its rest by the capacity, which is a power of two. Where no event is
  // held, there is no type.
  private @Nullable String[] types = new @Nullable String[FIRST_CAPACITY];
  private @Nullable String[] sessions = new @Nullable String[FIRST_CAPACITY];
  private long[] positions = new long[FIRST_CAPACITY];
  private int[] lengths = new int[FIRST_CAPACITY];

  /** Makes room for the numbers from {@code first}, below which none is held, to {@code last}. */
  void reserve(long first, long last) {
    while (last - first >= types.length) {
      grow(first);
    }
  }

  private void grow(long first) {
    int before = types.length;
    int capacity = before * 2;
    types = Arrays.copyOf(types, capacity);
    sessions = Arrays.copyOf(sessions, capacity);
    positions = Arrays.copyOf(positions, capacity);
    lengths = Arrays.copyOf(lengths, capacity);
    for (long seq = first; seq < first + before; seq++) {
      int from = (int) (seq & (before - 1));
      if (slot(seq) != from) {
        move(from, slot(seq));
      }
    }
  }

  private void move(int from, int to) {
    types[to] = types[from];
    sessions[to] = sessions[from];
    positions[to] = positions[from];
    lengths[to] = lengths[from];
    types[from] = null;
  }

  void put(StoredEvent event, long position) {
    int slot = slot(event.seq());
    String session = event.sessionId();
    types[slot] = names.one(event.type());
    sessions[slot] = session == null ? null : names.one(session);
    positions[slot] = position;
    lengths[slot] = event.json().length;
  }

  void remove(long seq) {
    types[slot(seq)] = null;
  }

  /** Null when it is not held. */
  @Nullable String type(long seq) {
    return types[slot(seq)];
  }

  // Of what is held only.

  @Nullable String session(long seq) {
    return sessions[slot(seq)];
  }

  long position(long seq) {
    return positions[slot(seq)];
  }

  int length(long seq) {
    return lengths[slot(seq)];
  }

  private int slot(long seq) {
    return (int) (seq & (types.length - 1));
  }
}
