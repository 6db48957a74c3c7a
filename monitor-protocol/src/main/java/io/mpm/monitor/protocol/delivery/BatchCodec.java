package io.mpm.monitor.protocol.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.Protocol;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.WrittenTime;
import io.mpm.monitor.protocol.delivery.BatchAck.Rejection;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Batches and their acknowledgements as JSON; the shapes are those of {@code docs/protocol.md}. */
public final class BatchCodec {

  /** What became of one element of a batch on the wire. */
  public sealed interface Decoded {

    /** An event. */
    record Event(PublishedEvent event) implements Decoded {}

    /**
     * An event whose producer gave it its type, such as one of an exported session.
     *
     * @param event in claude-mpm's shape: {@code type}, {@code timestamp}, {@code data}
     */
    record Typed(String id, JsonNode event) implements Decoded {}

    /** Something that is no event; {@code id} is empty when it names none. */
    record Unusable(String id, String reason) implements Decoded {}
  }

  /** Why an event is refused whose data is deeper than {@link Json#MAX_EVENT_DEPTH}. */
  public static final String TOO_DEEP =
      "more than " + Json.MAX_EVENT_DEPTH + " brackets in one another";

  private BatchCodec() {}

  /**
   * The text of a batch whose events have been encoded already, so that none is encoded twice.
   *
   * @param counters what the producer counted so far; empty when it does not count
   * @param events the text of {@link #encode(PublishedEvent)} of each
   */
  public static String join(String producer, JsonNode counters, List<String> events) {
    ObjectNode root = Json.object().put("v", Protocol.VERSION).put("producer", producer);
    if (!counters.isEmpty()) {
      root.set("counters", counters);
    }
    String envelope = Json.text(root);
    int length = envelope.length() + 16;
    for (String event : events) {
      length += event.length() + 1;
    }
    StringBuilder text = new StringBuilder(length);
    text.append(envelope, 0, envelope.length() - 1).append(",\"events\":[");
    for (int i = 0; i < events.size(); i++) {
      text.append(i == 0 ? "" : ",").append(events.get(i));
    }
    return text.append("]}").toString();
  }

  /** One event of a batch. */
  public static ObjectNode encode(PublishedEvent event) {
    ObjectNode node =
        Json.object()
            .put("id", event.id())
            .put("timestamp", WrittenTime.of(event.timestamp()))
            .put("hook", event.hook());
    node.set("data", event.data());
    return node;
  }

  /** What one element of a batch is. */
  static Decoded decodeEvent(JsonNode event) {
    String id = event.path("id").asText("");
    if (id.isBlank()) {
      return new Decoded.Unusable("", "id is missing");
    }
    JsonNode data = event.path("data");
    if (!data.isObject()) {
      return new Decoded.Unusable(id, "data is no JSON object");
    }
    if (Json.isDeeperThan(Json.MAX_EVENT_DEPTH, data)) {
      return new Decoded.Unusable(id, TOO_DEEP);
    }
    if (!event.has("hook") && !event.path("type").asText("").isBlank()) {
      return new Decoded.Typed(id, event);
    }
    try {
      Instant timestamp = WrittenTime.parse(event.path("timestamp").asText(""));
      return new Decoded.Event(
          new PublishedEvent(id, timestamp, event.path("hook").asText(""), data));
    } catch (DateTimeException e) {
      return new Decoded.Unusable(id, "timestamp is no ISO-8601 instant");
    }
  }

  public static ObjectNode encode(BatchAck ack) {
    ObjectNode root =
        Json.object()
            .put("v", Protocol.VERSION)
            .put("accepted", ack.accepted())
            .put("duplicates", ack.duplicates())
            .put("rejected", ack.rejections().size());
    ArrayNode rejections = root.putArray("rejections");
    for (Rejection rejection : ack.rejections()) {
      rejections.addObject().put("id", rejection.id()).put("reason", rejection.reason());
    }
    return root;
  }

  /**
   * The acknowledgement that {@code ack} holds.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static BatchAck decodeAck(JsonNode ack) {
    if (!ack.path("accepted").isInt() || !ack.path("duplicates").isInt()) {
      throw new IllegalArgumentException("an acknowledgement without accepted and duplicates");
    }
    List<Rejection> rejections = new ArrayList<>();
    for (JsonNode rejection : ack.path("rejections")) {
      rejections.add(
          new Rejection(rejection.path("id").asText(""), rejection.path("reason").asText("")));
    }
    return new BatchAck(
        ack.path("accepted").intValue(), ack.path("duplicates").intValue(), rejections);
  }
}
