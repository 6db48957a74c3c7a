package io.mpm.monitor.proxy.batch;

import io.mpm.monitor.protocol.delivery.BatchCodec;
import java.util.List;

/**
 * What stands around the events of every batch.
 *
 * @param producer our name on it
 */
public record Envelope(String producer) {

  /** The batch with these events, which are JSON already. */
  public String around(List<String> events) {
    return BatchCodec.join(producer, events);
  }
}
