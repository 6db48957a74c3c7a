package io.mpm.monitor.daemon.model.sessions;

import io.mpm.monitor.daemon.model.tools.CallMemory;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What all sessions hold together, and which of them holds the oldest of it: known after each
 * change without a look at any other session. One thread.
 */
final class Holdings {

  /** Sessions by the age of the oldest that each has of a kind; no two are of one age. */
  private final NavigableMap<Long, Session> byDiffs = new TreeMap<>();

  private final NavigableMap<Long, Session> byCall = new TreeMap<>();
  private long ownBytes;
  private long callBytes;

  /** {@code session} held {@code before}, and holds {@code now}. */
  void changed(Session session, Holding before, Holding now) {
    ownBytes += now.ownBytes() - before.ownBytes();
    callBytes += now.callBytes() - before.callBytes();
    move(byDiffs, session, before.oldestDiffs(), now.oldestDiffs());
    move(byCall, session, before.oldestCall(), now.oldestCall());
  }

  private static void move(
      NavigableMap<Long, Session> byAge, Session session, long before, long now) {
    if (before == now) {
      return;
    }
    byAge.remove(before);
    if (now != CallMemory.NOTHING) {
      byAge.put(now, session);
    }
  }

  /** About how much memory all of it takes. */
  long bytes() {
    return ownBytes + callBytes;
  }

  /** How much of that is of no call. */
  long ownBytes() {
    return ownBytes;
  }

  /** The session with the oldest diffs. */
  Optional<Session> withOldestDiffs() {
    return byDiffs.isEmpty() ? Optional.empty() : Optional.of(byDiffs.firstEntry().getValue());
  }

  /** The session with the oldest ended call, if that is older than {@code age}. */
  Optional<Session> withOldestCallBefore(long age) {
    return byCall.isEmpty() || byCall.firstKey() >= age
        ? Optional.empty()
        : Optional.of(byCall.firstEntry().getValue());
  }
}
