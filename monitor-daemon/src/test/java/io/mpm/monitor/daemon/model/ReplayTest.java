package io.mpm.monitor.daemon.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.ingest.Ingest;
import io.mpm.monitor.daemon.model.ParallelSessions.Faults;
import io.mpm.monitor.daemon.model.sessions.SessionSnapshot;
import io.mpm.monitor.daemon.model.sessions.Sessions;
import io.mpm.monitor.daemon.store.EventStore;
import io.mpm.monitor.daemon.store.RingStore;
import io.mpm.monitor.daemon.store.StoredEvent;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.delivery.BatchReader;
import io.mpm.monitor.protocol.delivery.PublishedEvent;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
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
    BatchReader reader = new BatchReader(Json.bytes(batch));
    assertThat(ingest.publish(reader).join().orElseThrow().accepted()).isEqualTo(events.size());
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
