package io.mpm.monitor.protocol.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Objects;

/**
 * One event as its producer knows it, before the daemon has given it a type and a number.
 *
 * @param id the same for every time it is sent
 * @param timestamp when it happened
 * @param hook the word that {@code mpm-hook} was called with
 * @param data the hook's own JSON object
 */
public record PublishedEvent(String id, Instant timestamp, String hook, JsonNode data) {

  public PublishedEvent {
    if (id.isBlank()) {
      throw new IllegalArgumentException("id is blank");
    }
    Objects.requireNonNull(timestamp, "timestamp");
    Objects.requireNonNull(hook, "hook");
    if (!data.isObject()) {
      throw new IllegalArgumentException("data is no JSON object but " + data.getNodeType());
    }
  }
}
