package io.mpm.monitor.daemon.ingest;

import io.mpm.monitor.daemon.store.Names;
import io.mpm.monitor.protocol.bounded.BoundedMap;
import io.mpm.monitor.protocol.delivery.PublishedEvent;
import io.mpm.monitor.protocol.event.HookSource;
import java.time.Duration;
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

  private static final int SOURCES = HookSource.values().length;

  /**
   * One payload, and how often each source has told it. Payloads are told apart by their session,
   * their length and two independent checksums. These cost a hundredth of a cryptographic digest,
   * and nobody gains by making two payloads alike. Its own key in the map: there is one for every
   * event, and what lives for thousands of events is work for the collector.
   */
  private static final class Told {
    private final String session;
    private final int length;
    private final long checksums;
    private final int[] bySource = new int[SOURCES];
    private int events;
    private long lastMillis;

    Told(String session, byte[] bytes) {
      this.session = session;
      this.length = bytes.length;
      this.checksums = sum(new CRC32(), bytes) << 32 | sum(new CRC32C(), bytes);
    }

    private static long sum(Checksum checksum, byte[] bytes) {
      checksum.update(bytes);
      return checksum.getValue();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Told told
          && checksums == told.checksums
          && length == told.length
          && session.equals(told.session);
    }

    @Override
    public int hashCode() {
      return Long.hashCode(checksums);
    }
  }

  private final Names names = new Names();
  private final Map<Told, Told> recent = BoundedMap.byInsertion(REMEMBERED);

  /**
   * Whether another source has told this event already. To be asked once for each copy.
   *
   * @param session the event's, as it is kept
   * @param data the event's data as JSON, the same bytes for equal data
   */
  @SuppressWarnings("EnumOrdinal") // a place in an array that nobody else sees
  boolean isCopy(PublishedEvent event, String session, byte[] data) {
    Told payload = new Told(names.one(session), data);
    long millis = event.timestamp().toEpochMilli();
    Told told = recent.get(payload);
    if (told == null || Math.abs(millis - told.lastMillis) > WINDOW.toMillis()) {
      recent.remove(payload);
      recent.put(payload, payload);
      told = payload;
    }
    told.lastMillis = millis;
    int count = ++told.bySource[HookSource.ofWord(event.hook()).ordinal()];
    if (count <= told.events) {
      return true;
    }
    told.events = count;
    return false;
  }

  /** This one, which was no copy, has not become an event: the next source may tell it. */
  @SuppressWarnings("EnumOrdinal") // as above
  void takeBack(PublishedEvent event, String session, byte[] data) {
    Told told = recent.get(new Told(session, data));
    if (told != null) {
      told.bySource[HookSource.ofWord(event.hook()).ordinal()]--;
      told.events--;
    }
  }

  /** Knows nothing of {@code session} any more. */
  void forget(String session) {
    recent.keySet().removeIf(told -> told.session.equals(session));
  }
}
