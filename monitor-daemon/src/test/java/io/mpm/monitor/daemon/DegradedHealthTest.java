package io.mpm.monitor.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daemon whose history takes nothing says so to anyone who asks. */
class DegradedHealthTest {

  @TempDir private Path temporary;

  @Test
  void health_whileTheHistoryTakesNothing_isDegraded() throws Exception {
    Path history = temporary.resolve("history.db");
    try (TestDaemon daemon = TestDaemon.startWithHistory(history);
        RawClient producer = daemon.connect("producer")) {
      assertThat(daemon.health().path("status").asText()).isEqualTo("healthy");
      change(
          history,
          "CREATE TRIGGER full BEFORE INSERT ON event BEGIN SELECT RAISE(ABORT, 'full'); END");

      producer.send(TestDaemon.publish(List.of(TestDaemon.event("1", "s"))));

      await().until(() -> daemon.health().path("status").asText().equals("degraded"));
      assertThat(daemon.send(daemon.request("/health")).statusCode()).isEqualTo(200);
      assertThat(producer.packets()).noneMatch(packet -> packet.startsWith("431["));

      change(history, "DROP TRIGGER full");

      await().until(() -> daemon.health().path("status").asText().equals("healthy"));
      await().until(() -> producer.packets().stream().anyMatch(p -> p.startsWith("431[")));
      assertThat(daemon.health().path("events_held").asInt()).isEqualTo(1);
    }
  }

  private static void change(Path history, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + history);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
