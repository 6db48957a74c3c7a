package io.mpm.monitor.daemon.store;

import java.util.List;
import java.util.function.Predicate;

/**
 * Events in one total order, kept as long as their bounds allow. One thread appends; any thread
 * reads, and sees every event whose append has returned.
 */
public interface EventStore extends AutoCloseable {

  /** A run of events that follow one another. */
  record Slice(long firstHeld, List<StoredEvent> events) {

    public Slice {
      events = List.copyOf(events);
    }
  }

  /** Names this numbering: a sequence number means nothing to a store with another stream. */
  String stream();

  /**
   * Keeps an event whose {@code seq} must be {@code newest() + 1}; the oldest go where the bounds
   * ask for it.
   */
  void append(StoredEvent event);

  /** The highest number given, 0 before the first. */
  long newest();

  /** How many events are held now. */
  long size();

  /**
   * The events after {@code seq}, oldest first, at most {@code maxEvents} of them and as many as
   * fit into {@code maxBytes} of JSON, but at least one if there is one. With them comes the oldest
   * number that is still held ({@code newest() + 1} when nothing is): what lies between {@code seq}
   * and that is forgotten.
   */
  Slice after(long seq, int maxEvents, long maxBytes);

  /** The newest {@code limit} events that {@code wanted} accepts, oldest first. */
  List<StoredEvent> newest(int limit, Predicate<StoredEvent> wanted);

  @Override
  void close();
}
