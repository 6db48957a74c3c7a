package io.mpm.monitor.daemon.ingest;

import java.util.LinkedHashMap;
import java.util.Map;

/** The ids of the last so many events: what comes again within that window is known. One thread. */
final class RecentIds {

  private final Map<String, Boolean> ids;

  RecentIds(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity must be positive: " + capacity);
    }
    this.ids =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > capacity;
          }
        };
  }

  /** Remembers {@code id}; false when it was remembered already. */
  boolean add(String id) {
    return ids.putIfAbsent(id, Boolean.TRUE) == null;
  }
}
