package io.mpm.monitor.daemon.usage;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Which session an answer belongs to. A session that was forked begins with a copy of the other's
 * transcript; what is copied was asked, and paid, once. Bounded; one thread.
 */
final class Owners {

  /** About 5 MB, and a week of answers. */
  private static final int MAX_ANSWERS = 65_536;

  private final Map<Long, String> owners =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, String> eldest) {
          return size() > MAX_ANSWERS;
        }
      };

  /** Whether the answer is this session's: it is the first to tell of it. */
  boolean isOf(String session, String answerKey) {
    return owners.computeIfAbsent(hash(answerKey), key -> session).equals(session);
  }

  /** Half of a digest: that two of so many are equal by chance happens to nobody. */
  private static long hash(String key) {
    return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).getMostSignificantBits();
  }
}
