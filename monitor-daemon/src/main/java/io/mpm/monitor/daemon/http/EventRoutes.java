package io.mpm.monitor.daemon.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.mpm.monitor.daemon.access.Requirement;
import io.mpm.monitor.daemon.ingest.Ingest;
import io.mpm.monitor.daemon.store.EventQuery;
import io.mpm.monitor.daemon.store.EventStore;
import io.mpm.monitor.daemon.store.EventStore.Slice;
import io.mpm.monitor.daemon.store.SearchText;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.delivery.BatchCodec;
import io.mpm.monitor.protocol.delivery.BatchReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** {@code /api/v1/events}: what is held, page by page, and a door for batches. */
final class EventRoutes {

  private static final String PATH = "/api/v1/events";
  private static final int DEFAULT_LIMIT = 100;
  private static final Set<String> PARAMETERS = Set.of("since", "session", "type", "q", "limit");

  private final Ingest ingest;
  private final EventStore store;
  private final Executor offLoop;

  EventRoutes(Ingest ingest, EventStore store, Executor offLoop) {
    this.ingest = ingest;
    this.store = store;
    this.offLoop = offLoop;
  }

  List<Route> all() {
    return List.of(
        Route.get(PATH, Requirement.TOKEN, this::find),
        Route.post(PATH, Requirement.TOKEN, this::publish));
  }

  private CompletableFuture<Answer> find(Call call) {
    EventQuery query = query(call.query());
    return CompletableFuture.supplyAsync(() -> page(store.find(query)), offLoop);
  }

  private static EventQuery query(Query asked) {
    asked.requireOnly(PARAMETERS);
    return new EventQuery(
        asked.number("since", 0, 0, Long.MAX_VALUE),
        asked.name("session"),
        asked.name("type"),
        asked.text("q").map(EventRoutes::words),
        (int) asked.number("limit", DEFAULT_LIMIT, 1, EventQuery.MAX_LIMIT));
  }

  private static SearchText words(String typed) {
    Optional<SearchText> words = SearchText.of(typed);
    return words.orElseThrow(
        () ->
            new BadRequestException(
                "q must have a letter or a digit in it: " + Query.shown(typed)));
  }

  private Answer page(Slice slice) {
    ObjectNode page =
        Json.object().put("stream", store.stream()).put("first_held", slice.firstHeld());
    ArrayNode events = page.putArray("events");
    slice
        .events()
        .forEach(
            event ->
                events.addRawValue(new RawValue(new String(event.json(), StandardCharsets.UTF_8))));
    page.put("next", slice.reached()).put("more", slice.reached() < store.newest());
    return Answer.json(200, page);
  }

  private CompletableFuture<Answer> publish(Call call) {
    byte[] json = Bodies.json(call.request());
    // A body that is no JSON is refused before any of its events is taken.
    if (!Json.isObject(json)) {
      throw new BadRequestException(Bodies.WANTED);
    }
    BatchReader batch = new BatchReader(json);
    return ingest
        .publish(batch)
        .thenApply(
            ack ->
                ack.map(held -> Answer.json(200, BatchCodec.encode(held)))
                    .orElseGet(() -> Answer.text(400, batch.problem().orElseThrow())));
  }
}
