package io.mpm.monitor.daemon.store;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Names that come again with every event, each kept once in memory. Beyond so many, those that did
 * not come for longest are let go, and would be kept anew. One thread, or guarded by its owner.
 */
public final class Names {

  private static final int REMEMBERED = 1024;

  private final Map<String, String> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** The same name as before, or this one. */
  public String one(String name) {
    String before = known.putIfAbsent(name, name);
    return before == null ? name : before;
  }
}
