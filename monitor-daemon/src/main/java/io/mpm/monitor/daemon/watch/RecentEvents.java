package io.mpm.monitor.daemon.watch;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The events that were shown last. A producer sends a batch again that a daemon took and, ending,
 * did not acknowledge; the next daemon then tells of events that the one before has told of. One
 * thread.
 */
public final class RecentEvents {

  /** Some batches: each producer has one under way. */
  private static final int MOST = 4_096;

  private final Set<String> ids = new LinkedHashSet<>();

  /** Remembers the event of that id; whether it was not remembered before. */
  public boolean add(String id) {
    if (!ids.add(id)) {
      return false;
    }
    if (ids.size() > MOST) {
      Iterator<String> oldest = ids.iterator();
      oldest.next();
      oldest.remove();
    }
    return true;
  }
}
