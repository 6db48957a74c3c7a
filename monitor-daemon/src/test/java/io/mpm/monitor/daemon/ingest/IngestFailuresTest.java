package io.mpm.monitor.daemon.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.model.sessions.Sessions;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.delivery.BatchAck;
import io.mpm.monitor.protocol.delivery.BatchAck.Rejection;
import io.mpm.monitor.protocol.delivery.BatchReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What cannot be taken in is neither lost nor called known, and always counted. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class IngestFailuresTest {

  private static final int LARGE = 1 << 20;
  private static final int MORE_THAN_WAIT = 1_100;

  private final FaultyStore store = new FaultyStore();
  private final CountDownLatch gate = new CountDownLatch(1);
  private final List<String> threads = new CopyOnWriteArrayList<>();
  private final Ingest ingest =
      new Ingest(
          store,
          Sessions.Bounds.USUAL,
          () -> {},
          event -> {
            threads.add(Thread.currentThread().getName());
            if (event.has("waits")) {
              waitAtTheGate();
            }
            return event;
          },
          InstantSource.system());

  private void waitAtTheGate() {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterEach
  void close() {
    gate.countDown();
    ingest.close();
    store.close();
  }

  private static ObjectNode event(String id, String hook) {
    return event(id, hook, "2026-11-23T10:00:00Z");
  }

  private static ObjectNode event(String id, String hook, String timestamp) {
    ObjectNode event = Json.object().put("id", id).put("timestamp", timestamp).put("hook", hook);
    event.putObject("data").put("session_id", "s").put("hook_event_name", "Stop").put("of", id);
    return event;
  }

  private CompletableFuture<BatchAck> publish(ObjectNode... events) {
    ObjectNode batch = Json.object();
    ArrayNode array = batch.putArray("events");
    for (ObjectNode event : events) {
      array.add(event);
    }
    return ingest.publish(new BatchReader(Json.bytes(batch))).thenApply(ack -> ack.orElseThrow());
  }

  /** The ingest begins by reading what its store holds. */
  private void awaitTurn() {
    await().until(() -> ingest.isTakenAtOnce(100));
  }

  @Test
  void timeOutOfRange_isRejectedAloneAndIsNotKnownAfterwards() {
    ObjectNode[] batch = {
      event("a", "stop"), event("b", "stop", "+900000000-01-01T00:00:00Z"), event("c", "stop")
    };

    BatchAck first = publish(batch).join();
    BatchAck again = publish(batch).join();

    assertThat(first.accepted()).isEqualTo(2);
    assertThat(first.rejections())
        .containsExactly(new Rejection("b", "timestamp is not in the years 1970 to 9999"));
    assertThat(again.duplicates()).isEqualTo(2);
    assertThat(again.rejections()).isEqualTo(first.rejections());
    assertThat(ingest.counters()).isEqualTo(new IngestCounters(6, 2, 2, 2));
    assertThat(store.size()).isEqualTo(2);
  }

  @Test
  void diskFails_whatCameBeforeIsCounted_andTheRestIsTakenWhenItComesAgain() {
    store.failToLookUp("b", new UncheckedIOException(new IOException("provoked")));
    ObjectNode[] batch = {event("a", "stop"), event("b", "stop"), event("c", "stop")};

    assertThatThrownBy(() -> publish(batch).join()).isInstanceOf(CompletionException.class);
    assertThat(ingest.counters()).isEqualTo(new IngestCounters(1, 1, 0, 0));
    BatchAck again = publish(batch).join();

    assertThat(again).isEqualTo(new BatchAck(2, 1, List.of()));
    assertThat(store.size()).isEqualTo(3);
  }

  @Test
  void elementThatCannotBeRead_isRejectedAlone() {
    store.failToLookUp("b", new IllegalArgumentException("provoked"));

    BatchAck ack = publish(event("a", "stop"), event("b", "stop"), event("c", "stop")).join();

    assertThat(ack)
        .isEqualTo(new BatchAck(2, 0, List.of(new Rejection("b", "the daemon cannot read it"))));
    assertThat(ingest.counters()).isEqualTo(new IngestCounters(3, 2, 0, 1));
  }

  @Test
  void storeDoesNotTakeIt_neitherItNorItsCopyIsKnown() {
    store.failToAppend(new IllegalStateException("provoked"));
    ObjectNode copy = event("copy", "from-plugin");
    copy.withObject("data").put("of", "a");

    assertThatThrownBy(() -> publish(event("a", "stop")).join())
        .isInstanceOf(CompletionException.class);

    assertThat(publish(copy).join().accepted()).isEqualTo(1);
    assertThat(publish(event("a", "stop")).join().duplicates()).isEqualTo(1);
    assertThat(ingest.counters()).isEqualTo(new IngestCounters(2, 1, 1, 0));
  }

  @Test
  void singleEventThatFails_isCounted() {
    store.failToAppend(new IllegalStateException("provoked"));

    assertThatThrownBy(() -> ingest.hook("stop", () -> Json.object(), 2).join())
        .isInstanceOf(CompletionException.class);

    assertThat(ingest.counters()).isEqualTo(new IngestCounters(1, 0, 0, 1));
  }

  @Test
  void claudeEvent_smallOne_isTakenOnTheCallersThread() {
    awaitTurn();

    ingest.claudeEvent(Json.object().put("type", "x"), 100).ack().join();
    ingest.claudeEvent(Json.object().put("type", "x"), LARGE).ack().join();

    assertThat(threads).containsExactly(Thread.currentThread().getName(), "mpm-ingest");
  }

  @Test
  void claudeEvents_moreThanMayWait_areCountedAsRejected() {
    awaitTurn();
    List<CompletableFuture<BatchAck>> sent = new ArrayList<>();
    sent.add(ingest.claudeEvent(Json.object().put("waits", true), LARGE).ack());
    await().until(() -> !threads.isEmpty());
    for (int i = 0; i < MORE_THAN_WAIT; i++) {
      sent.add(ingest.claudeEvent(Json.object(), LARGE).ack());
    }
    long refused = sent.stream().filter(CompletableFuture::isCompletedExceptionally).count();

    assertThat(refused).isPositive();
    assertThat(ingest.counters().rejected()).isEqualTo(refused);
    gate.countDown();
    sent.removeIf(CompletableFuture::isCompletedExceptionally);
    sent.forEach(CompletableFuture::join);
    assertThat(ingest.counters())
        .isEqualTo(new IngestCounters(MORE_THAN_WAIT + 1, sent.size(), 0, refused));
  }
}
