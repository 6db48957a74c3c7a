package io.mpm.monitor.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mpm.monitor.daemon.store.EventStore.Slice;
import io.mpm.monitor.daemon.store.HistoryReader.Run;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class HistoryReaderTest {

  private static Run run(boolean isAll, long... seqs) {
    return new Run(LongStream.of(seqs).mapToObj(EventStoreContract::event).toList(), isAll);
  }

  @Test
  void slice_readBeforeTheOldestWereLetGoOf_hasNoGapBeforeWhatItHas() {
    Slice slice = run(false, 5, 6).slice(4, 900, 500);

    assertThat(slice.firstHeld()).isEqualTo(5);
    assertThat(slice.reached()).isEqualTo(6);
  }

  @Test
  void slice_whatWasNotRead_isHeldNoMore() {
    assertThat(run(true, 7, 9).slice(4, 9, 7)).extracting(Slice::firstHeld).isEqualTo(7L);
    assertThat(run(true).slice(4, 9, 10)).isEqualTo(new Slice(10, 9, List.of()));
  }

  @Test
  void slice_allWasRead_reachesToTheNewest() {
    assertThat(run(true, 5).slice(4, 8, 1).reached()).isEqualTo(8);
    assertThat(run(true, 5, 9).slice(4, 8, 1).reached()).isEqualTo(9);
  }

  @Test
  @Timeout(value = 1, unit = TimeUnit.MINUTES)
  void close_whileAQuestionTakesForEver_breaksItOff(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("endless.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE VIEW event AS WITH RECURSIVE numbers(seq) AS"
              + " (SELECT 1 UNION ALL SELECT seq + 1 FROM numbers) SELECT seq FROM numbers");
    }
    HistoryReader reader = new HistoryReader(new HistoryFile(file));
    CompletableFuture<Long> answer = new CompletableFuture<>();
    Thread asking = new Thread(() -> answer.completeAsync(reader::count, Runnable::run), "asking");
    asking.setDaemon(true);
    asking.start();
    await().until(() -> isIn(asking, "executeQuery"));

    CompletableFuture<Void> closed = CompletableFuture.runAsync(reader::close);

    assertThat(closed).succeedsWithin(Duration.ofSeconds(30));
    assertThat(answer)
        .failsWithin(Duration.ofSeconds(30))
        .withThrowableThat()
        .withMessageContaining("SQLITE_INTERRUPT");
  }

  @Test
  @Timeout(value = 1, unit = TimeUnit.MINUTES)
  void close_whileTheDiskDoesNotAnswer_isGivenUp(@TempDir Path folder) {
    CountDownLatch answer = new CountDownLatch(1);
    HistoryReader reader =
        new HistoryReader(new HistoryFile(folder.resolve("stuck.db")), answeringOnly(answer));
    Thread asking = new Thread(reader::count, "asking");
    asking.setUncaughtExceptionHandler((thread, noAnswer) -> {});
    asking.start();
    try {
      await().until(() -> isIn(asking, "prepareStatement"));

      assertThat(CompletableFuture.runAsync(reader::close)).succeedsWithin(Duration.ofSeconds(30));
    } finally {
      answer.countDown();
    }
    await().until(() -> !asking.isAlive());
  }

  /** A connection that hangs, and then has nothing to say. */
  private Connection answeringOnly(CountDownLatch when) {
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              when.await();
              throw new SQLException("provoked");
            });
  }

  private static boolean isIn(Thread thread, String method) {
    return Stream.of(thread.getStackTrace()).anyMatch(at -> at.getMethodName().equals(method));
  }
}
