package io.mpm.monitor.daemon.ingest;

import io.mpm.monitor.protocol.delivery.PublishedEvent;
import io.mpm.monitor.protocol.event.HookSource;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * Tells a second copy of an event from a second event. Claude Code gives all hooks of one event the
 * same JSON, and calls each once. So of equal payloads there were as many events as the source with
 * the most of them has told: two equal prompts, told by the settings and by the plugin, are four
 * copies and two events. A source alone never loses any. One thread.
 */
final class Copies {

  /** Hooks of one event run at the same time; a machine may be very busy. */
  static final Duration WINDOW = Duration.ofSeconds(30);

  private static final int REMEMBERED = 4096;

  /**
   * Which session, and what tells payloads apart: their length and two independent checksums. These
   * cost a hundredth of a cryptographic digest, and nobody gains by making two payloads alike.
   */
  private record Key(String session, int length, long crc32, long crc32c) {

    static Key of(PublishedEvent event, byte[] bytes) {
      String session = event.data().path("session_id").asText("");
      return new Key(session, bytes.length, sum(new CRC32(), bytes), sum(new CRC32C(), bytes));
    }

    private static long sum(Checksum checksum, byte[] bytes) {
      checksum.update(bytes);
      return checksum.getValue();
    }
  }

  /** How often one payload was told. */
  private static final class Told {
    private final Map<HookSource, Integer> bySource = new EnumMap<>(HookSource.class);
    private int events;
    private Instant last = Instant.MIN;
  }

  private final Map<Key, Told> recent =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Told> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * Whether another source has told this event already. To be asked once for each copy.
   *
   * @param data the event's data as JSON, the same bytes for equal data
   */
  boolean isCopy(PublishedEvent event, byte[] data) {
    Key key = Key.of(event, data);
    Told told = recent.get(key);
    if (told == null
        || Duration.between(told.last, event.timestamp()).abs().compareTo(WINDOW) > 0) {
      told = new Told();
      recent.put(key, told);
    }
    told.last = event.timestamp();
    int count = told.bySource.merge(HookSource.ofWord(event.hook()), 1, Integer::sum);
    if (count <= told.events) {
      return true;
    }
    told.events = count;
    return false;
  }

  /** Knows nothing of {@code session} any more. */
  void forget(String session) {
    recent.keySet().removeIf(key -> key.session().equals(session));
  }
}
