package io.mpm.monitor.daemon.ingest;

import java.util.LinkedHashMap;
import java.util.Map;

/** The ids of the last so many events: what comes again within that window is known. One thread. */
final class RecentIds {

  private final Map<String, String> sessionById;

  RecentIds(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity must be positive: " + capacity);
    }
    this.sessionById =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > capacity;
          }
        };
  }

  /** Remembers {@code id}, of an event of {@code session}; false when it was remembered already. */
  boolean add(String id, String session) {
    return sessionById.putIfAbsent(id, session) == null;
  }

  /** Knows the ids of {@code session} no more. */
  void forget(String session) {
    sessionById.values().removeIf(session::equals);
  }
}
