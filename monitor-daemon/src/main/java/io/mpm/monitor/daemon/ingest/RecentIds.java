package io.mpm.monitor.daemon.ingest;

import io.mpm.monitor.daemon.store.Names;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The ids of the last so many events: what comes again within that window is known. One thread.
 *
 * <p>An id is 16 bytes here (see {@link ShortId}), in arrays that grow with what is remembered:
 * some 32 bytes for each in all. As objects in a map each would take five times as much.
 */
final class RecentIds {

  private static final int FIRST_LENGTH = 256;
  private static final int NONE = -1;

  private final int capacity;
  private final Names names = new Names();

  // By place. Places are taken in turn, so that the oldest id is the one that gives way. A place
  // without a session is free.
  private long[] high;
  private long[] low;
  private @Nullable String[] sessions;

  // Chains of the places whose ids have the same hash.
  private int[] first;
  private int[] next;

  private int place;

  RecentIds(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity must be positive: " + capacity);
    }
    this.capacity = capacity;
    int length = Math.min(capacity, FIRST_LENGTH);
    this.high = new long[length];
    this.low = new long[length];
    this.sessions = new @Nullable String[length];
    this.next = new int[length];
    this.first = emptyChains(length);
  }

  private static int[] emptyChains(int length) {
    int[] chains = new int[Integer.highestOneBit(length) << 1];
    Arrays.fill(chains, NONE);
    return chains;
  }

  /** Remembers {@code id}, of an event of {@code session}; false when it was remembered already. */
  boolean add(String id, String session) {
    ShortId added = ShortId.of(id);
    if (isLinked(added)) {
      return false;
    }
    makeRoom();
    high[place] = added.high();
    low[place] = added.low();
    sessions[place] = names.one(session);
    link(place);
    place++;
    return true;
  }

  /** Whether {@code id} is remembered. */
  boolean knows(String id) {
    return isLinked(ShortId.of(id));
  }

  private boolean isLinked(ShortId id) {
    for (int at = first[chain(id.high(), id.low())]; at != NONE; at = next[at]) {
      if (low[at] == id.low() && high[at] == id.high()) {
        return true;
      }
    }
    return false;
  }

  private void makeRoom() {
    if (place == high.length && high.length < capacity) {
      grow();
    } else if (place == high.length) {
      place = 0;
    }
    if (sessions[place] != null) {
      remove(place);
    }
  }

  private void grow() {
    int length = (int) Math.min(capacity, high.length * 2L);
    high = Arrays.copyOf(high, length);
    low = Arrays.copyOf(low, length);
    sessions = Arrays.copyOf(sessions, length);
    next = new int[length];
    first = emptyChains(length);
    for (int at = 0; at < place; at++) {
      if (sessions[at] != null) {
        link(at);
      }
    }
  }

  private void link(int at) {
    int chain = chain(high[at], low[at]);
    next[at] = first[chain];
    first[chain] = at;
  }

  private void remove(int gone) {
    int chain = chain(high[gone], low[gone]);
    if (first[chain] == gone) {
      first[chain] = next[gone];
    } else {
      int at = first[chain];
      while (next[at] != gone) {
        at = next[at];
      }
      next[at] = next[gone];
    }
    sessions[gone] = null;
  }

  /** Times a number without a pattern, of which the upper bits count: ids may differ in any. */
  private int chain(long highBits, long lowBits) {
    long mixed = (highBits ^ lowBits) * 0x9E37_79B9_7F4A_7C15L;
    return (int) (mixed >>> 32) & (first.length - 1);
  }

  /** Knows the ids of {@code session} no more. */
  void forget(String session) {
    for (int at = 0; at < sessions.length; at++) {
      if (session.equals(sessions[at])) {
        remove(at);
      }
    }
  }
}
