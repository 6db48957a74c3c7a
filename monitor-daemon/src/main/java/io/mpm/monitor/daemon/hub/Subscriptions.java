package io.mpm.monitor.daemon.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.model.facts.ShortText;
import io.mpm.monitor.daemon.store.EventStore;
import io.mpm.monitor.protocol.codec.Json;

/**
 * Applies {@code subscribe}: which events a client wants, in which form, and from where on. On the
 * event loop.
 */
final class Subscriptions {

  private final EventStore store;
  private final Broadcaster broadcaster;

  Subscriptions(EventStore store, Broadcaster broadcaster) {
    this.store = store;
    this.broadcaster = broadcaster;
  }

  /**
   * Puts a subscription in force. What the client leaves out of {@code asked} stays as it was, so
   * that claude-mpm's {@code {channels}}, which never filtered anything, changes nothing.
   *
   * @return what is now in force, for the client
   * @throws MalformedRequestException when it is no subscription; the one before stays
   */
  ObjectNode apply(Subscriber client, JsonNode asked) throws MalformedRequestException {
    EventFilter before = client.filter();
    EventFilter filter =
        new EventFilter(
            EventFilter.texts(asked, "sessions", before.sessions()),
            EventFilter.texts(asked, "types", before.types()));
    JsonNode since = since(asked);
    boolean batched = asked.path("batch").asBoolean(client.isBatched());
    boolean acknowledged = asked.path("ack").asBoolean(client.isAcknowledged());
    client.subscribe(filter, batched, acknowledged, start(client, since, asked));
    broadcaster.wake();
    return inForce(client, asked);
  }

  private static JsonNode since(JsonNode asked) throws MalformedRequestException {
    JsonNode since = asked.path("since");
    boolean isNumber = since.isIntegralNumber() && since.canConvertToLong();
    if (!isNumber && !since.isMissingNode() && !since.isNull()) {
      throw new MalformedRequestException(
          "since must be a whole number: "
              + ShortText.oneLine(Json.text(since), EventFilter.LONGEST_QUOTE));
    }
    return since;
  }

  private long start(Subscriber client, JsonNode number, JsonNode asked) {
    if (!number.isNumber()) {
      return client.cursor();
    }
    long since = Math.max(0, number.longValue());
    String stream = asked.path("stream").asText(store.stream());
    if (stream.equals(store.stream()) && since <= store.newest()) {
      return since;
    }
    // Another daemon counted to that number: nobody knows what lay between, and all we hold is new
    // to this client.
    client.countGapOfUnknownSize();
    client.send(
        "gap",
        Json.object()
            .put("stream", store.stream())
            .putNull("from")
            .putNull("to")
            .putNull("count")
            .put("reason", "the daemon has restarted without a history"));
    return 0;
  }

  private ObjectNode inForce(Subscriber client, JsonNode asked) {
    ObjectNode answer = Json.object();
    texts(answer.putArray("sessions"), client.filter().sessions());
    texts(answer.putArray("types"), client.filter().types());
    answer
        .put("since", client.cursor())
        .put("batch", client.isBatched())
        .put("ack", client.isAcknowledged());
    answer.set("channels", asked.has("channels") ? asked.path("channels") : answer.arrayNode());
    return answer.put("stream", store.stream()).put("seq", store.newest());
  }

  private static void texts(ArrayNode array, Iterable<String> texts) {
    texts.forEach(array::add);
  }
}
