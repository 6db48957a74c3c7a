package io.mpm.monitor.protocol.home;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.codec.Json;
import java.time.Instant;
import java.util.Optional;

/**
 * How the way from a proxy to its daemon is.
 *
 * @param obstacle what stands in it, in words for the user; empty when nothing does
 * @param since when it became so
 * @param breaker the circuit breaker's state: {@code closed}, {@code half_open} or {@code open}
 * @param nextTry when the daemon is tried again; empty when nothing is in the way, or only a daemon
 *     that comes can help
 */
public record LinkState(
    String obstacle, Optional<Instant> since, String breaker, Optional<Instant> nextTry) {

  static LinkState of(JsonNode json) {
    return new LinkState(
        json.path("obstacle").asText(),
        ProxyRecord.instant(json.path("since")),
        json.path("breaker").asText(),
        ProxyRecord.instant(json.path("next_try")));
  }

  ObjectNode toJson() {
    return Json.object()
        .put("obstacle", obstacle)
        .put("breaker", breaker)
        .put("since", since.map(Instant::toString).orElse(null))
        .put("next_try", nextTry.map(Instant::toString).orElse(null));
  }
}
