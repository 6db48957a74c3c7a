package io.mpm.monitor.daemon.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.Protocol;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import io.mpm.monitor.protocol.home.AccessToken;
import java.util.ArrayList;
import java.util.List;

/**
 * The few packets of Socket.IO 5 that somebody who only listens has to know. Pure, and thereby
 * testable without a socket.
 */
final class Packets {

  static final String PING = "2";
  static final String PONG = "3";

  private static final String OPEN = "0";
  private static final String CONNECT = "40";
  private static final String DISCONNECTED = "41";
  private static final String EVENT = "42";
  private static final String REFUSED = "44";

  private Packets() {}

  static boolean isOpen(String packet) {
    return packet.startsWith(OPEN);
  }

  /** Asks to be let in, as somebody who reads. */
  static String connect(AccessToken token) {
    return CONNECT
        + Json.text(
            Json.object()
                .put("token", token.reveal())
                .put("role", "dashboard")
                .put("v", Protocol.VERSION));
  }

  /**
   * Asks for every event after {@code place}, and for those to come, in batches. Where that is now,
   * it is where the welcome said.
   */
  static String subscribe(Place place, Heard.Welcome welcome) {
    ObjectNode wish = Json.object().put("batch", true);
    if (place instanceof Place.After after) {
      wish.put("since", after.seq()).put("stream", after.stream());
    } else if (place instanceof Place.Oldest) {
      wish.put("since", 0);
    } else {
      wish.put("since", welcome.newest()).put("stream", welcome.stream());
    }
    return EVENT + Json.text(Json.object().arrayNode().add("subscribe").add(wish));
  }

  /**
   * What a packet tells; nothing when it is none of our concern. That is so with single events,
   * too: they are for those who have not subscribed yet, and come again in a batch to those who
   * then do.
   */
  static List<Heard> read(String packet) throws MalformedJsonException {
    if (packet.startsWith(REFUSED)) {
      return List.of(
          new Heard.Refused(Json.parse(packet.substring(2)).path("message").asText("no reason")));
    }
    if (packet.startsWith(DISCONNECTED)) {
      return List.of(new Heard.Lost());
    }
    return packet.startsWith(EVENT) ? event(Json.parse(packet.substring(2))) : List.of();
  }

  private static List<Heard> event(JsonNode named) {
    JsonNode payload = named.path(1);
    return switch (named.path(0).asText()) {
      case "welcome" ->
          List.of(new Heard.Welcome(payload.path("stream").asText(), payload.path("seq").asLong()));
      case "claude_events" -> events(payload.path("events"));
      case "gap" ->
          List.of(
              new Heard.Gap(
                  payload.path("reason").asText(),
                  payload.path("count").asLong(Heard.Gap.UNKNOWN)));
      default -> List.of();
    };
  }

  private static List<Heard> events(JsonNode batch) {
    List<Heard> events = new ArrayList<>(batch.size());
    batch.forEach(event -> events.add(new Heard.Event(event)));
    return events;
  }
}
