package io.mpm.monitor.proxy.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import java.time.Duration;

/**
 * What a daemon says over the WebSocket, as far as a producer cares: packets of Socket.IO 5 in
 * those of Engine.IO 4, as text, in the namespace {@code /}. And how we say what we have to say.
 */
sealed interface Packet {

  /** Where a server waits for those who speak this. */
  String PATH = "/socket.io/?EIO=4&transport=websocket";

  /** The answer to {@link Ping}. */
  String PONG = "3";

  /**
   * The daemon has taken the connection, and waits for us to say who we are.
   *
   * @param silence how long it is silent at most while it lives
   */
  record Opened(Duration silence) implements Packet {}

  /** The daemon wants to know whether we live. */
  record Ping() implements Packet {}

  /** The daemon knows who we are, and lets us in. */
  record Connected() implements Packet {}

  /** The daemon does not let us in; {@code error} is its own. */
  record Refused(JsonNode error) implements Packet {}

  /** The daemon's answer to the event that we gave that number. */
  record Acknowledged(long id, JsonNode answer) implements Packet {}

  /** The daemon ends the connection. */
  record Farewell() implements Packet {}

  /** Nothing that concerns a producer. */
  record Other() implements Packet {}

  /** The packet that says who we are. */
  static String connect(JsonNode auth) {
    return "40" + Json.text(auth);
  }

  /**
   * An event to be acknowledged.
   *
   * @param json its one argument, as text
   */
  static String event(long id, String name, String json) {
    return "42" + id + "[\"" + name + "\"," + json + "]";
  }

  /** Whatever the text is: what cannot be understood is {@link Other}. */
  static Packet parse(String text) {
    try {
      return text.startsWith("4") ? message(text.substring(1)) : frame(text);
    } catch (MalformedJsonException | NumberFormatException e) {
      return new Other();
    }
  }

  private static Packet frame(String text) throws MalformedJsonException {
    if (text.startsWith("0")) {
      JsonNode handshake = Json.parse(text.substring(1));
      return new Opened(
          Duration.ofMillis(
              handshake.path("pingInterval").asLong() + handshake.path("pingTimeout").asLong()));
    }
    if (text.startsWith("1")) {
      return new Farewell();
    }
    return text.startsWith("2") ? new Ping() : new Other();
  }

  private static Packet message(String text) throws MalformedJsonException {
    if (text.startsWith("0")) {
      return new Connected();
    }
    if (text.startsWith("1")) {
      return new Farewell();
    }
    if (text.startsWith("3")) {
      int values = Math.max(1, text.indexOf('['));
      return new Acknowledged(
          Long.parseLong(text.substring(1, values)), Json.parse(text.substring(values)).path(0));
    }
    return text.startsWith("4") ? new Refused(Json.parse(text.substring(1))) : new Other();
  }
}
