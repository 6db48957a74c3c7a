package io.mpm.monitor.protocol.delivery;

import java.util.List;

/**
 * What a producer publishes at once and gets acknowledged at once.
 *
 * @param producer which producer sent it, for the counters; the same over a producer's life
 * @param events at least one, in the order in which they happened
 */
public record Batch(String producer, List<PublishedEvent> events) {

  public Batch {
    if (producer.isBlank()) {
      throw new IllegalArgumentException("producer is blank");
    }
    if (events.isEmpty()) {
      throw new IllegalArgumentException("a batch without events");
    }
    events = List.copyOf(events);
  }
}
