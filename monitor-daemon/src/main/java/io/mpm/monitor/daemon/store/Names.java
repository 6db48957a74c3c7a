package io.mpm.monitor.daemon.store;

import io.mpm.monitor.protocol.bounded.BoundedMap;
import java.util.Map;

/**
 * Names that come again with every event, each kept once in memory. Beyond so many, those that did
 * not come for longest are let go, and would be kept anew. One thread, or guarded by its owner.
 */
public final class Names {

  private static final int REMEMBERED = 1024;

  private final Map<String, String> known = BoundedMap.byAccess(REMEMBERED);

  /** The same name as before, or this one. */
  public String one(String name) {
    String before = known.putIfAbsent(name, name);
    return before == null ? name : before;
  }
}
