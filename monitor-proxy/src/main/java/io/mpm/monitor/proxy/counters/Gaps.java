package io.mpm.monitor.proxy.counters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.event.EventId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The dropped events that the daemon has not been told of, by session and reason. They outlive the
 * proxy in {@code run/proxy.json}. A gap that has been announced does not grow any more: however
 * often it is sent, by this proxy or the next, it is the same event. For the loop's thread only.
 */
public final class Gaps {

  /** More sessions than this share one entry, that of the unknown session. */
  private static final int MAX_SESSIONS = 1000;

  private record Kind(String session, DropReason reason) {}

  private final Map<Kind, Gap> open = new LinkedHashMap<>();
  private final Map<String, Gap> announced = new LinkedHashMap<>();

  /** Notes that one event of that session and time was dropped. */
  public void add(String session, DropReason reason, Instant time) {
    add(new Gap(session, reason, 1, time, time));
  }

  /** How many events were dropped. */
  public long count() {
    return Stream.concat(open.values().stream(), announced.values().stream())
        .mapToLong(Gap::count)
        .sum();
  }

  /**
   * Announces what has gathered, unless what was announced before is still to be told.
   *
   * @return whether something was: it should be on the disk before it is sent
   */
  public boolean announce() {
    if (!announced.isEmpty() || open.isEmpty()) {
      return false;
    }
    open.values().forEach(gap -> announced.put(id(gap), gap));
    open.clear();
    return true;
  }

  /** What is to be told, by the id of its event. */
  public Map<String, Gap> announced() {
    return Collections.unmodifiableMap(announced);
  }

  /** The daemon knows the gaps of these ids. */
  public void told(Collection<String> ids) {
    announced.keySet().removeAll(ids);
  }

  /** The gaps as they stand in {@code run/proxy.json}; only what was announced has an id. */
  public JsonNode toJson() {
    ArrayNode json = Json.object().putArray("gaps");
    announced.forEach((id, gap) -> json.add(json(gap).put("id", id)));
    open.values().forEach(gap -> json.add(json(gap)));
    return json;
  }

  /** The gaps that {@link #toJson()} wrote; entries that it cannot have written are left out. */
  public static Gaps of(JsonNode json) {
    Gaps gaps = new Gaps();
    for (JsonNode entry : json) {
      try {
        Gap gap = gap(entry);
        if (entry.path("id").isTextual()) {
          gaps.announced.put(entry.path("id").textValue(), gap);
        } else {
          gaps.add(gap);
        }
      } catch (DateTimeException | IllegalArgumentException e) {
        // Somebody else wrote in our file; what they wrote is no reason not to start.
      }
    }
    return gaps;
  }

  private static ObjectNode json(Gap gap) {
    return Json.object()
        .put("session", gap.session())
        .put("reason", gap.reason().word())
        .put("count", gap.count())
        .put("from", gap.from().toString())
        .put("to", gap.to().toString());
  }

  private static Gap gap(JsonNode json) {
    return new Gap(
        json.path("session").asText(),
        DropReason.valueOf(json.path("reason").asText().toUpperCase(Locale.ROOT)),
        json.path("count").longValue(),
        Instant.parse(json.path("from").asText()),
        Instant.parse(json.path("to").asText()));
  }

  private static String id(Gap gap) {
    return EventId.derive(gap.to(), "dropped " + Json.text(json(gap)));
  }

  private void add(Gap gap) {
    Kind kind = new Kind(gap.session(), gap.reason());
    boolean room = open.containsKey(kind) || open.size() < MAX_SESSIONS;
    Gap counted = room ? gap : new Gap("", gap.reason(), gap.count(), gap.from(), gap.to());
    open.merge(new Kind(counted.session(), counted.reason()), counted, Gap::and);
  }
}
