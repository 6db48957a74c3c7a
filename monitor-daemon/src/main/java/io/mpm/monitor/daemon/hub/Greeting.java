package io.mpm.monitor.daemon.hub;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.mpm.monitor.daemon.http.ServerVersion;
import io.mpm.monitor.daemon.store.EventStore;
import io.mpm.monitor.daemon.store.StoredEvent;
import io.mpm.monitor.protocol.Protocol;
import io.mpm.monitor.protocol.codec.Json;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What a client hears first, and when it asks: {@code status}, {@code welcome}, {@code history},
 * {@code pong}, {@code version_info}.
 */
final class Greeting {

  /** claude-mpm's number: what a client sees without asking. */
  private static final int HISTORY_ON_CONNECT = 50;

  private final EventStore store;
  private final Supplier<ObjectNode> status;
  private final InstantSource clock;

  Greeting(EventStore store, Supplier<ObjectNode> status, InstantSource clock) {
    this.store = store;
    this.status = status;
    this.clock = clock;
  }

  /**
   * Sends the first three, and sets the client on the place after the newest event that they tell
   * of.
   */
  void greet(Subscriber subscriber) {
    long newest = store.newest();
    sendStatus(subscriber);
    subscriber.send("welcome", welcome(subscriber, newest));
    if (subscriber.role().reads() && newest > 0) {
      sendHistory(subscriber, HISTORY_ON_CONNECT, event -> event.seq() <= newest);
    }
    subscriber.subscribe(EventFilter.ALL, false, false, newest);
  }

  void sendStatus(Subscriber subscriber) {
    ObjectNode answer = status.get();
    // claude-mpm's server ran one Claude of its own; this daemon runs none.
    answer.putNull("session_id").put("claude_status", "unknown").putNull("claude_pid");
    subscriber.send("status", answer.put("client_id", subscriber.clientId()));
  }

  void sendPong(Subscriber subscriber) {
    subscriber.send(
        "pong",
        Json.object()
            .put("timestamp", clock.instant().toString())
            .put("server_id", store.stream()));
  }

  void sendVersion(Subscriber subscriber) {
    subscriber.send("version_info", ServerVersion.of(status.get(), store.stream()));
  }

  private ObjectNode welcome(Subscriber subscriber, long newest) {
    return Json.object()
        .put("message", "Connected to MPM Monitor")
        .put("client_id", subscriber.clientId())
        .put("server_time", clock.instant().toString())
        .put("v", Protocol.VERSION)
        .put("stream", store.stream())
        .put("seq", newest);
  }

  void sendHistory(Subscriber subscriber, int limit, Predicate<StoredEvent> wanted) {
    List<StoredEvent> newest = store.newest(limit, wanted);
    ObjectNode history = Json.object();
    ArrayNode events = history.putArray("events");
    for (StoredEvent event : newest) {
      events.addRawValue(new RawValue(new String(event.json(), StandardCharsets.UTF_8)));
    }
    history.put("count", newest.size()).put("total_available", store.size());
    subscriber.send("history", history);
  }
}
