package io.mpm.monitor.daemon.usage;

import io.mpm.monitor.protocol.bounded.BoundedMap;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/**
 * Which session an answer belongs to. A session that was forked begins with a copy of the other's
 * transcript; what is copied was asked, and paid, once. Bounded; one thread.
 */
final class Owners {

  /**
   * Who told of an answer.
   *
   * @param present whether the session was known to be there when the answer was given: of two that
   *     tell of it, the one that was there has asked
   */
  record Teller(String session, boolean present) {}

  /** About 5 MB, and a week of answers. */
  private static final int MAX_ANSWERS = 65_536;

  private final Map<Long, Teller> owners = BoundedMap.byInsertion(MAX_ANSWERS);

  /** Whose the answer is: the first's to tell of it, which {@code teller} becomes if nobody was. */
  Teller of(String answerKey, Teller teller) {
    return owners.computeIfAbsent(hash(answerKey), key -> teller);
  }

  /** Half of a digest: that two of so many are equal by chance happens to nobody. */
  private static long hash(String key) {
    return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).getMostSignificantBits();
  }
}
