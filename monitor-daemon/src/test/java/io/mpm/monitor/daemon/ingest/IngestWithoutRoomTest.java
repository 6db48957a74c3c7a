package io.mpm.monitor.daemon.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.model.sessions.Sessions;
import io.mpm.monitor.daemon.store.EventStore.KnownId;
import io.mpm.monitor.daemon.store.Retention;
import io.mpm.monitor.daemon.store.SqliteStore;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.delivery.BatchAck;
import io.mpm.monitor.protocol.delivery.BatchReader;
import io.mpm.monitor.protocol.redaction.Sanitizer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An ingest whose history takes nothing, and where no more than some events may wait for it. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class IngestWithoutRoomTest {

  private static final int MAX_WAITING_BYTES = 20_000;
  private static final String KILOBYTE = "x".repeat(1_000);

  @TempDir Path folder;
  private SqliteStore store;
  private Ingest ingest;

  @BeforeEach
  void open() throws Exception {
    Retention keepAll = new Retention(1L << 30, Duration.ofDays(1));
    store = SqliteStore.open(file(), keepAll, MAX_WAITING_BYTES, InstantSource.system());
    ingest =
        new Ingest(
            store,
            Sessions.Bounds.USUAL,
            () -> {},
            Sanitizer.withDefaults(),
            InstantSource.system());
    sql("CREATE TRIGGER full BEFORE INSERT ON event BEGIN SELECT RAISE(ABORT, 'full'); END");
  }

  private Path file() {
    return folder.resolve("history.db");
  }

  private void sql(String statement) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  @AfterEach
  void close() {
    ingest.close();
    store.close();
  }

  private CompletableFuture<BatchAck> claudeEvent() {
    ObjectNode event = Json.object().put("type", "x");
    event.putObject("data").put("text", KILOBYTE);
    return ingest.claudeEvent(event, KILOBYTE.length()).ack();
  }

  /** Sends single events until there is no room; the answer to the last of them. */
  private BatchAck fill() throws Exception {
    CompletableFuture<BatchAck> answer;
    do {
      answer = claudeEvent();
      answerOfAnOwnTurn();
    } while (!answer.isDone());
    return answer.get();
  }

  /** Comes when all that was given to the ingest before has had its turn. */
  private void answerOfAnOwnTurn() throws Exception {
    assertThat(ingest.ask(account -> "answer").get()).isEqualTo("answer");
  }

  private static byte[] batch(int events) {
    ObjectNode batch = Json.object();
    for (int i = 0; i < events; i++) {
      ObjectNode event = batch.withArray("events").addObject();
      event.put("id", "id-" + i).put("timestamp", "2026-11-23T10:00:00.000Z").put("hook", "stop");
      event.putObject("data").put("session_id", "s").put("number", i).put("text", KILOBYTE);
    }
    return Json.bytes(batch);
  }

  private CompletableFuture<Optional<BatchAck>> publish(int events) {
    return ingest.publish(new BatchReader(batch(events)));
  }

  @Test
  void singleEvents_areRejectedAtOnceAndCounted_andAccountsAreStillTold() throws Exception {
    BatchAck rejected = fill();

    assertThat(rejected.accepted()).isZero();
    assertThat(rejected.rejections().get(0).reason()).isEqualTo(Ingest.NO_ROOM);
    JsonNode payload = Json.object().put("session_id", "s");
    assertThat(ingest.hook("stop", () -> payload, 20).get().rejections()).hasSize(1);
    IngestCounters counters = ingest.counters();
    assertThat(counters.rejected()).isEqualTo(2);
    assertThat(counters.stored()).isBetween(10L, 20L);
    assertThat(counters.received()).isEqualTo(counters.stored() + counters.rejected());
    answerOfAnOwnTurn();
  }

  @Test
  void batch_isNotAnswered_andWholeOnceItIsSentAgain() throws Exception {
    assertThat(publish(50)).failsWithin(Duration.ofSeconds(30));
    long stored = ingest.counters().stored();
    assertThat(stored).isBetween(5L, 20L);
    assertThat(publish(50)).failsWithin(Duration.ofSeconds(30));
    sql("DROP TRIGGER full");

    await().until(() -> !store.isFailing());
    BatchAck ack = publish(50).get().orElseThrow();

    assertThat(ack.accepted() + ack.duplicates()).isEqualTo(50);
    assertThat(store.size()).isEqualTo(50);
    assertThat(store.recentIds(100).stream().map(KnownId::id)).containsExactlyElementsOf(ids(50));
    IngestCounters counters = ingest.counters();
    assertThat(counters.stored()).isEqualTo(50);
    assertThat(counters.received()).isEqualTo(counters.stored() + counters.duplicates());
  }

  private static List<String> ids(int events) {
    return IntStream.range(0, events).mapToObj(i -> "id-" + i).toList();
  }

  @Test
  void close_endsAndNobodyIsToldThatAnythingIsKept() throws Exception {
    CompletableFuture<BatchAck> first = claudeEvent();
    fill();

    CompletableFuture<Void> closed = CompletableFuture.runAsync(this::close);

    assertThat(closed).succeedsWithin(Duration.ofSeconds(30));
    assertThat(first).isCompletedExceptionally();
  }
}
