package io.mpm.monitor.proxy.batch;

import io.mpm.monitor.protocol.delivery.BatchCodec;
import io.mpm.monitor.proxy.counters.Tally;
import java.util.List;

/**
 * What stands around the events of every batch.
 *
 * @param producer our name on it
 * @param tally what we counted until then
 */
public record Envelope(String producer, Tally tally) {

  /** The batch with these events, which are JSON already. */
  public String around(List<String> events) {
    return BatchCodec.join(producer, tally.toJson(), events);
  }
}
