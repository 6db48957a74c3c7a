package io.mpm.monitor.daemon.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.model.sessions.Sessions;
import io.mpm.monitor.daemon.store.Retention;
import io.mpm.monitor.daemon.store.RingStore;
import io.mpm.monitor.daemon.store.SqliteStore;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.delivery.BatchAck;
import io.mpm.monitor.protocol.delivery.BatchReader;
import io.mpm.monitor.protocol.redaction.Sanitizer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class IngestTest {

  private static final String SECRET = "ghp_" + "J8sK2mQ4vT6xZ0bN3cR5dF7gH9jL1pW8yU2e";

  private final RingStore store = new RingStore(1 << 20);
  private final Ingest ingest = ingest(() -> {});

  private Ingest ingest(Readers readers) {
    return new Ingest(
        store, Sessions.Bounds.USUAL, readers, Sanitizer.withDefaults(), InstantSource.system());
  }

  @AfterEach
  void close() {
    ingest.close();
    store.close();
  }

  @Test
  void r1_hookOverHttpIsRedacted() throws Exception {
    JsonNode payload = Json.parse("{\"session_id\":\"s\",\"prompt\":\"push with " + SECRET + "\"}");

    assertThat(ingest.hook("user-prompt", () -> payload, 100).get().accepted()).isEqualTo(1);

    assertThat(kept()).contains("hook.user_prompt", "[redacted:").doesNotContain(SECRET);
  }

  @Test
  void rejected_isToldToTheLog_theFirstAndEachHundredth_byTheReasonAlone() throws Exception {
    List<String> told = new CopyOnWriteArrayList<>();
    Logger logger = Logger.getLogger(Ingest.class.getName());
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            told.add(new SimpleFormatter().formatMessage(line));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    logger.addHandler(handler);
    try {
      for (int i = 0; i < 101; i++) {
        ingest.claudeEvent(Json.object().textNode(SECRET), 10).ack().get();
      }
    } finally {
      logger.removeHandler(handler);
    }

    assertThat(told)
        .containsExactly(
            "An event was rejected: a claude_event is a JSON object (1 since start)",
            "An event was rejected: a claude_event is a JSON object (101 since start)");
  }

  @Test
  void isTakenAtOnce_onlyWhatIsSmall() {
    // It begins by reading what its store holds.
    await().until(() -> ingest.isTakenAtOnce(100));
    assertThat(ingest.isTakenAtOnce(1 << 20)).isFalse();
  }

  @Test
  void isTakenAtOnce_notWhereAStoreMayFail(@TempDir Path folder) throws Exception {
    SqliteStore history =
        SqliteStore.open(
            folder.resolve("history.db"),
            new Retention(1 << 20, Duration.ofDays(1)),
            1 << 20,
            InstantSource.system());
    try (history;
        Ingest archived =
            new Ingest(
                history,
                Sessions.Bounds.USUAL,
                () -> {},
                Sanitizer.withDefaults(),
                InstantSource.system())) {
      assertThat(archived.isTakenAtOnce(100)).isFalse();
    }
  }

  @Test
  void r1_claudeEventIsRedacted() throws Exception {
    JsonNode event =
        Json.parse("{\"type\":\"hook\",\"data\":{\"subtype\":\"x\",\"env\":\"A=" + SECRET + "\"}}");

    assertThat(ingest.claudeEvent(event, 100).ack().get().accepted()).isEqualTo(1);

    assertThat(kept()).contains("hook.x", "[redacted:").doesNotContain(SECRET);
  }

  @Test
  void publish_secondCopyIsADuplicate_andStaysOneWhenItIsSentAgain() throws Exception {
    String batch =
        """
        {"events": [
          {"id": "a", "timestamp": "2026-11-23T10:00:00.000Z", "hook": "stop",
           "data": {"session_id": "s", "hook_event_name": "Stop"}},
          {"id": "b", "timestamp": "2026-11-23T10:00:00.004Z", "hook": "from-plugin",
           "data": {"session_id": "s", "hook_event_name": "Stop"}}]}
        """;

    BatchAck first = publish(batch);
    BatchAck again = publish(batch);

    assertThat(first.accepted()).isEqualTo(1);
    assertThat(first.duplicates()).isEqualTo(1);
    assertThat(again.duplicates()).isEqualTo(2);
  }

  @Test
  @Timeout(value = 1, unit = TimeUnit.MINUTES)
  void publish_isAnsweredOnceReadersKeepUp_hooksAreNotHeld() throws Exception {
    BlockingQueue<Runnable> held = new LinkedBlockingQueue<>();
    Readers slow =
        new Readers() {
          @Override
          public void eventsCame() {}

          @Override
          public void whenTheyKeepUp(Runnable answer) {
            held.add(answer);
          }
        };
    try (Ingest behind = ingest(slow)) {
      String batch =
          """
          {"events": [{"id": "a", "timestamp": "2026-11-23T10:00:00.000Z", "hook": "stop",
           "data": {"session_id": "s", "hook_event_name": "Stop"}}]}
          """;
      CompletableFuture<Optional<BatchAck>> answer =
          behind.publish(new BatchReader(batch.getBytes(StandardCharsets.UTF_8)));
      Runnable release = held.take();

      assertThat(behind.hook("stop", () -> Json.object(), 2).get().accepted()).isEqualTo(1);
      assertThat(behind.claudeEvent(Json.object().put("type", "x"), 12).ack().get().accepted())
          .isEqualTo(1);
      assertThat(answer).isNotDone();
      release.run();
      assertThat(answer.get().orElseThrow().accepted()).isEqualTo(1);
      assertThat(held).isEmpty();
    }
  }

  @Test
  void publish_keepsTheNumbersOfTheLastProducersOnly() throws Exception {
    for (int i = 0; i < 40; i++) {
      publish(
          "{\"producer\":\"p%d\",\"events\":[],\"counters\":{\"seen\":%d,\"who\":\"me\",\"a b\":1,"
                  .formatted(i % 20, i)
              + "\"dropped_for\":{\"age\":2,\"deep\":{\"er\":1},\"text\":\"x\"}}}");
    }
    publish("{\"producer\":\"<b>\",\"counters\":{\"seen\":1}}");

    JsonNode proxies = ingest.reports().toJson();
    assertThat(proxies).hasSize(16);
    assertThat(proxies.get(15).path("producer").asText()).isEqualTo("p19");
    assertThat(proxies.get(15).path("seen").asInt()).isEqualTo(39);
    assertThat(proxies.get(15).path("dropped_for").toString()).isEqualTo("{\"age\":2}");
    assertThat(proxies.toString()).doesNotContain("me\"", "a b", "<b>", "deep");
  }

  @Test
  void d6_batchThatBreaksOff_isNoneButLeavesWhatStoodBefore() {
    String event =
        "{\"id\":\"a\",\"timestamp\":\"2026-11-23T10:00:00Z\",\"hook\":\"stop\",\"data\":{}}";

    assertThat(read("{\"events\":[" + event + ",{\"id\"")).isEmpty();
    assertThat(publish("{\"events\":[" + event + "]}").duplicates()).isEqualTo(1);
    assertThat(ingest.counters()).isEqualTo(new IngestCounters(2, 1, 1, 0));
    assertThat(kept()).contains("\"hook.stop\"");
  }

  private Optional<BatchAck> read(String batch) {
    return ingest.publish(new BatchReader(batch.getBytes(StandardCharsets.UTF_8))).join();
  }

  private BatchAck publish(String batch) {
    return read(batch).orElseThrow();
  }

  private String kept() {
    StringBuilder text = new StringBuilder();
    store
        .newest(10, event -> true)
        .forEach(event -> text.append(new String(event.json(), StandardCharsets.UTF_8)));
    return text.toString();
  }
}
