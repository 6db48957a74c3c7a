package io.mpm.monitor.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daemon whose history takes nothing, when no more can wait for it. */
class FullHistoryTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int MORE_EVENTS_THAN_MAY_WAIT = 5_000;

  /** With one who waits for each of them, more than {@link #MORE_EVENTS_THAN_MAY_WAIT}. */
  private static final int SINGLE_EVENTS = 3_000;

  /** How many an ingest takes in at once. */
  private static final int CHUNK = 500;

  @TempDir private Path temporary;

  private TestDaemon startWithoutRoom() throws Exception {
    Path history = temporary.resolve("history.db");
    TestDaemon daemon = TestDaemon.startWithHistory(history);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + history);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TRIGGER full BEFORE INSERT ON event BEGIN SELECT RAISE(ABORT, 'full'); END");
    }
    return daemon;
  }

  @Test
  void d16_noMoreMayWait_hooksAreAnsweredAndCounted_andSessionsAreTold() throws Exception {
    try (TestDaemon daemon = startWithoutRoom();
        RawClient producer = daemon.connect("producer")) {
      producer.send(
          TestDaemon.publish(
              IntStream.range(0, MORE_EVENTS_THAN_MAY_WAIT)
                  .mapToObj(i -> TestDaemon.event("waiting-" + i, "s"))
                  .toList()));
      await()
          .atMost(PATIENCE)
          .until(() -> daemon.health().path("status").asText().equals("degraded"));

      await().atMost(PATIENCE).until(() -> isAnsweredButRejected(daemon));

      assertThat(daemon.send(daemon.request("/api/v1/sessions")).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void d16_manySingleEventsWait_endsInOrder() throws Exception {
    TestDaemon daemon = startWithoutRoom();
    try (RawClient publisher = daemon.connect("producer")) {
      for (int sent = CHUNK; sent <= SINGLE_EVENTS; sent += CHUNK) {
        for (int i = 0; i < CHUNK; i++) {
          publisher.send("42[\"claude_event\",{\"type\":\"x\"}]");
        }
        int all = sent;
        await()
            .atMost(PATIENCE)
            .until(() -> daemon.health().path("events_received").asInt() == all);
      }

      CompletableFuture<Void> closed = CompletableFuture.runAsync(daemon::close);

      assertThat(closed).succeedsWithin(PATIENCE);
    }
  }

  private static boolean isAnsweredButRejected(TestDaemon daemon) {
    HttpResponse<String> hook =
        daemon.send(
            daemon
                .request("/hooks/stop")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"session_id\":\"s\"}")));
    assertThat(hook.statusCode()).isEqualTo(503);
    assertThat(hook.body()).contains("the history's disk takes no events now");
    return daemon.health().path("events_rejected").asInt() > 0;
  }
}
