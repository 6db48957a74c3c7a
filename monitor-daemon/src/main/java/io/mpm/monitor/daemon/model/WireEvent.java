package io.mpm.monitor.daemon.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.store.StoredEvent;
import io.mpm.monitor.protocol.codec.Json;
import java.time.Instant;

/**
 * A normalised event that waits for its number.
 *
 * @param id what makes a second copy of it a duplicate
 * @param type its wire type
 * @param sessionId empty when it names none
 * @param timestamp when it happened, by its producer's clock
 * @param json all of it, with {@code seq} still null
 */
public record WireEvent(
    String id, String type, String sessionId, Instant timestamp, ObjectNode json) {

  /** The event with its place in the order, as it will be kept and sent. */
  public StoredEvent numbered(long seq) {
    json.put("seq", seq);
    return new StoredEvent(seq, type, sessionId.isEmpty() ? null : sessionId, Json.bytes(json));
  }
}
