package io.mpm.monitor.daemon.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.model.facts.Fact;
import io.mpm.monitor.protocol.Protocol;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.WrittenTime;
import io.mpm.monitor.protocol.delivery.PublishedEvent;
import io.mpm.monitor.protocol.event.EventKind;
import io.mpm.monitor.protocol.event.EventKinds;
import io.mpm.monitor.protocol.event.HookNames;
import io.mpm.monitor.protocol.event.KeptName;
import java.time.Instant;

/**
 * Turns what a producer sent into the event that the wire shows, but for what only the events
 * before it tell; see {@code docs/protocol.md} and {@link Account}. Pure, for any thread.
 */
public final class Normalizer {

  private Normalizer() {}

  /** The event of a hook of Claude Code. */
  public static WireEvent hook(PublishedEvent published) {
    JsonNode data = published.data();
    String named = KeptName.of(data.path("hook_event_name").asText(""));
    String name = named.isEmpty() ? HookNames.fromWord(published.hook()) : named;
    EventKind kind = EventKinds.ofHook(name);
    String id = KeptName.of(published.id());
    String session = Fact.name(data, "session_id");
    ObjectNode event = envelope(id, kind.type(), published.timestamp());
    event.put("session_id", session.isEmpty() ? null : session);
    event.put("source", "claude-code");
    event.put("hook_event_name", name);
    event.set("cwd", textOrNull(data.path("cwd")));
    event.put("category", kind.category().word());
    event.set("data", data);
    return new WireEvent(id, kind.type(), session, published.timestamp(), event);
  }

  /** The event of a publisher that speaks claude-mpm's shape: {@code {type, timestamp, data}}. */
  public static WireEvent seed(String toldId, JsonNode claudeEvent, Instant received) {
    JsonNode data = claudeEvent.path("data").isObject() ? claudeEvent.path("data") : Json.object();
    String id = KeptName.of(toldId);
    String type = KeptName.of(seedType(claudeEvent, data));
    String inData = Fact.name(data, "session_id");
    String session = inData.isEmpty() ? Fact.name(claudeEvent, "session_id") : inData;
    Instant timestamp = SeedTime.parse(claudeEvent.path("timestamp")).orElse(received);
    ObjectNode event = envelope(id, type, timestamp);
    event.put("session_id", session.isEmpty() ? null : session);
    event.put("source", claudeEvent.path("source").asText("claude-mpm"));
    event.putNull("hook_event_name");
    event.set("cwd", either(data.path("working_directory"), claudeEvent.path("cwd")));
    event.put("category", EventKinds.ofType(type).category().word());
    event.set("data", data);
    return new WireEvent(id, type, session, timestamp, event);
  }

  private static String seedType(JsonNode claudeEvent, JsonNode data) {
    String type = claudeEvent.path("type").asText("");
    String subtype = either(data.path("subtype"), claudeEvent.path("subtype")).asText("");
    if (type.equals("hook") && !subtype.isEmpty()) {
      return "hook." + subtype;
    }
    return type.isEmpty() ? "unknown" : type;
  }

  private static ObjectNode envelope(String id, String type, Instant timestamp) {
    ObjectNode event = Json.object().put("v", Protocol.VERSION).put("id", id);
    // Keeps its place in front; the ingest knows the number.
    event.putNull("seq");
    return event.put("type", type).put("timestamp", WrittenTime.of(timestamp));
  }

  /** Newer publishers have in the envelope what older ones have in the data. */
  private static JsonNode either(JsonNode inData, JsonNode inEnvelope) {
    return textOrNull(inData.isTextual() ? inData : inEnvelope);
  }

  private static JsonNode textOrNull(JsonNode node) {
    return node.isTextual() ? node : Json.object().nullNode();
  }
}
