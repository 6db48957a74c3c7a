package io.mpm.monitor.proxy.counters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.mpm.monitor.protocol.codec.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The dropped events by session. They outlive the proxy in {@code run/proxy.json}, because nobody
 * has been told of them yet. For the loop's thread only.
 */
public final class Gaps {

  /** More sessions than this share one entry, that of the unknown session. */
  private static final int MAX_SESSIONS = 1000;

  private final Map<String, Gap> bySession = new LinkedHashMap<>();

  /** Notes that one event of that session and time was dropped. */
  public void add(String session, Instant time) {
    add(new Gap(session, 1, time, time));
  }

  /** How many events were dropped. */
  public long count() {
    return bySession.values().stream().mapToLong(Gap::count).sum();
  }

  public JsonNode toJson() {
    ArrayNode json = Json.object().putArray("gaps");
    for (Gap gap : bySession.values()) {
      json.addObject()
          .put("session", gap.session())
          .put("count", gap.count())
          .put("from", gap.from().toString())
          .put("to", gap.to().toString());
    }
    return json;
  }

  /** Those that {@link #toJson()} wrote; entries that it cannot have written are left out. */
  public static Gaps of(JsonNode json) {
    Gaps gaps = new Gaps();
    for (JsonNode gap : json) {
      try {
        gaps.add(
            new Gap(
                gap.path("session").asText(),
                gap.path("count").longValue(),
                Instant.parse(gap.path("from").asText()),
                Instant.parse(gap.path("to").asText())));
      } catch (DateTimeException | IllegalArgumentException e) {
        // Somebody else wrote in our file; what he wrote is no reason not to start.
      }
    }
    return gaps;
  }

  private void add(Gap gap) {
    boolean room = bySession.containsKey(gap.session()) || bySession.size() < MAX_SESSIONS;
    Gap counted = room ? gap : new Gap("", gap.count(), gap.from(), gap.to());
    bySession.merge(counted.session(), counted, Gap::and);
  }
}
