package io.mpm.monitor.daemon.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.ingest.Ingest;
import io.mpm.monitor.daemon.model.ParallelSessions.Faults;
import io.mpm.monitor.daemon.model.sessions.SessionSnapshot;
import io.mpm.monitor.daemon.model.sessions.Sessions;
import io.mpm.monitor.daemon.store.EventStore;
import io.mpm.monitor.daemon.store.Retention;
import io.mpm.monitor.daemon.store.RingStore;
import io.mpm.monitor.daemon.store.SqliteStore;
import io.mpm.monitor.daemon.store.StoredEvent;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.delivery.BatchReader;
import io.mpm.monitor.protocol.delivery.PublishedEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same events give the same state and the same derived fields, however they come. */
class ReplayTest {

  private static final List<PublishedEvent> EVENTS =
      new ParallelSessions(7, 8, 10, new Faults(0.03, 0.05, 80)).events();

  private static EventStore store() {
    return new RingStore(64L << 20);
  }

  private static Ingest ingest(EventStore store) {
    return new Ingest(
        store,
        Sessions.Bounds.USUAL,
        () -> {},
        UnaryOperator.identity(),
        InstantSource.fixed(Story.START));
  }

  private static void publish(Ingest ingest, List<PublishedEvent> events) {
    ObjectNode batch = Json.object().put("v", 1).put("producer", "test");
    ArrayNode array = batch.putArray("events");
    for (PublishedEvent event : events) {
      array
          .addObject()
          .put("id", event.id())
          .put("timestamp", event.timestamp().toString())
          .put("hook", event.hook())
          .set("data", event.data());
    }
    assertThat(send(ingest, batch)).isEqualTo(events.size());
  }

  /** How many of the batch's events were new. */
  private static int send(Ingest ingest, ObjectNode batch) {
    BatchReader reader = new BatchReader(Json.bytes(batch));
    return ingest.publish(reader).join().orElseThrow().accepted();
  }

  private static List<SessionSnapshot> state(Ingest ingest) {
    return ingest
        .ask(
            account ->
                account.sessions().stream()
                    .map(session -> account.session(session.id()).orElseThrow())
                    .toList())
        .join();
  }

  private static List<String> stored(EventStore store) {
    return store.after(0, Integer.MAX_VALUE, Long.MAX_VALUE).events().stream()
        .map(event -> new String(event.json(), StandardCharsets.UTF_8))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void anyBatches_giveTheSame(long seed) {
    try (EventStore whole = store();
        EventStore split = store();
        Ingest atOnce = ingest(whole);
        Ingest inParts = ingest(split)) {
      publish(atOnce, EVENTS);
      Random random = new Random(seed);
      for (int from = 0; from < EVENTS.size(); ) {
        int to = Math.min(EVENTS.size(), from + 1 + random.nextInt(200));
        publish(inParts, EVENTS.subList(from, to));
        from = to;
      }
      assertThat(state(inParts)).isEqualTo(state(atOnce)).hasSize(8);
      assertThat(stored(split)).isEqualTo(stored(whole));
    }
  }

  /** What publishers without ids tell, between the events of hooks that have them. */
  private static ObjectNode batch(List<PublishedEvent> events, int firstIndex) {
    ObjectNode batch = Json.object().put("v", 1).put("producer", "test");
    ArrayNode array = batch.putArray("events");
    for (int i = 0; i < events.size(); i++) {
      PublishedEvent event = events.get(i);
      ObjectNode element = array.addObject().put("id", event.id());
      element.put("timestamp", event.timestamp().toString());
      element.put("hook", event.hook()).set("data", event.data());
      if ((firstIndex + i) % 3 == 0) {
        ObjectNode seed = array.addObject().put("id", "seed-" + event.id());
        seed.put("timestamp", event.timestamp().toString());
        seed.put("type", (firstIndex + i) % 2 == 0 ? "hook.pre_tool" : "hook.post_tool");
        seed.putObject("data")
            .put("session_id", "seed-" + (firstIndex + i) % 2)
            .put("tool_name", "Read")
            .putObject("tool_parameters")
            .put("file_path", "/f" + (firstIndex + i));
      }
    }
    return batch;
  }

  /** Cuts the events anywhere, and starts the daemon's ingest anew on its history anywhere. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void anyBatches_withRestartsOnAHistory_giveTheSame(long seed, @TempDir Path folder)
      throws Exception {
    List<PublishedEvent> events = EVENTS.subList(0, 700);
    Random random = new Random(seed);
    List<SessionSnapshot> expected;
    List<String> written;
    try (EventStore whole = store();
        Ingest atOnce = ingest(whole)) {
      send(atOnce, batch(events, 0));
      expected = state(atOnce);
      written = stored(whole);
    }
    for (int from = 0; from < events.size(); ) {
      try (EventStore history = history(folder);
          Ingest ingest = ingest(history)) {
        for (int batches = random.nextInt(4); batches >= 0 && from < events.size(); batches--) {
          int to = Math.min(events.size(), from + 1 + random.nextInt(200));
          assertThat(send(ingest, batch(events.subList(from, to), from))).isPositive();
          // A producer that got no ack sends them again.
          assertThat(send(ingest, batch(events.subList(from, to), from))).isZero();
          from = to;
        }
      }
    }
    try (EventStore history = history(folder);
        Ingest last = ingest(history)) {
      assertThat(state(last)).isEqualTo(expected).hasSize(10);
      assertThat(stored(history)).isEqualTo(written);
    }
  }

  private static EventStore history(Path folder) throws IOException {
    Retention retention = new Retention(64 << 20, Duration.ofDays(1));
    return SqliteStore.open(
        folder.resolve("history.db"), retention, 8 << 20, InstantSource.fixed(Story.START));
  }

  @Test
  void restart_onTheSameStore_givesTheSame() {
    try (EventStore store = store()) {
      List<SessionSnapshot> before;
      try (Ingest first = ingest(store)) {
        publish(first, EVENTS);
        before = state(first);
      }
      try (Ingest second = ingest(store)) {
        assertThat(state(second)).isEqualTo(before);
      }
    }
  }

  @Test
  void replay_writesTheSameFieldsAgain() throws Exception {
    try (EventStore store = store();
        Ingest ingest = ingest(store)) {
      publish(ingest, EVENTS);
      Account again = new Account(Sessions.Bounds.USUAL);
      for (StoredEvent event : store.after(0, Integer.MAX_VALUE, Long.MAX_VALUE).events()) {
        ObjectNode json = (ObjectNode) Json.parse(event.json());
        ObjectNode replayed = json.deepCopy();
        again.replay(replayed);
        assertThat(Json.text(replayed)).isEqualTo(Json.text(json));
      }
    }
  }
}
