package io.mpm.monitor.it.rig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.json.JSONObject;

/**
 * A stock Socket.IO client that keeps what it was shown: it comes back by itself, and asks for what
 * came after the last event it saw, as docs/protocol.md says. Safe from any thread.
 */
public final class Listener implements AutoCloseable {

  private static final int SHORTEST_WAIT_MS = 20;
  private static final int LONGEST_WAIT_MS = 200;
  private static final int CONNECT_MS = 2_000;

  private final Socket socket;

  // All guarded by this. Events by the stream in which they were shown, streams in their order.
  private final Map<String, List<JsonNode>> streams = new LinkedHashMap<>();
  private final Map<String, JsonNode> byId = new LinkedHashMap<>();
  private String stream = "";
  private int connections;
  private int subscriptions;

  public Listener(Installation installation, String token) {
    IO.Options options =
        IO.Options.builder()
            .setTransports(new String[] {"websocket"})
            .setAuth(Map.of("token", token))
            .setForceNew(true)
            .setReconnectionDelay(SHORTEST_WAIT_MS)
            .setReconnectionDelayMax(LONGEST_WAIT_MS)
            .setTimeout(CONNECT_MS)
            .build();
    socket = IO.socket(URI.create("http://127.0.0.1:" + installation.port()), options);
    socket.on(Socket.EVENT_CONNECT, nothing -> subscribe());
    socket.on("subscribed", payload -> subscribed(json(payload)));
    socket.on("claude_events", payload -> shown(json(payload)));
    socket.connect();
  }

  private static JsonNode json(Object[] payload) {
    try {
      return Json.parse(payload[0].toString());
    } catch (MalformedJsonException e) {
      throw new AssertionError(e);
    }
  }

  private synchronized void subscribe() {
    connections++;
    ObjectNode wanted = Json.object().put("batch", true).put("since", newest());
    if (!stream.isEmpty()) {
      wanted.put("stream", stream);
    }
    // The client's own JSON, or it would send a string.
    socket.emit("subscribe", new JSONObject(wanted.toString()));
  }

  /** Comes before the first event that it speaks of. */
  private synchronized void subscribed(JsonNode inForce) {
    stream = inForce.path("stream").asText();
    streams.computeIfAbsent(stream, unknown -> new ArrayList<>());
    subscriptions = connections;
  }

  private synchronized void shown(JsonNode batch) {
    for (JsonNode event : batch.path("events")) {
      streams.get(stream).add(event);
      byId.putIfAbsent(event.path("id").asText(), event);
    }
  }

  private long newest() {
    List<JsonNode> shown = streams.getOrDefault(stream, List.of());
    return shown.isEmpty() ? 0 : shown.get(shown.size() - 1).path("seq").asLong();
  }

  /** How often it has connected and knows from where on it hears; zero while it does not. */
  public synchronized int watching() {
    return socket.connected() && subscriptions == connections ? connections : 0;
  }

  /** How often it has connected. */
  public synchronized int connections() {
    return connections;
  }

  /** The number of the newest event of the daemon that it watches or watched last. */
  public synchronized long seq() {
    return newest();
  }

  /** What the daemon that it watches or watched last has shown it. */
  public synchronized List<JsonNode> lastStream() {
    return List.copyOf(streams.getOrDefault(stream, List.of()));
  }

  /** What each daemon has shown it, in their order. */
  public synchronized List<List<JsonNode>> streams() {
    return streams.values().stream().map(List::copyOf).toList();
  }

  /** Every event as a page shows it: folded by id, each where it came first. */
  public synchronized List<JsonNode> folded() {
    return List.copyOf(byId.values());
  }

  /** How many those are. */
  public synchronized int count() {
    return byId.size();
  }

  @Override
  public void close() {
    socket.close();
  }
}
