package io.mpm.monitor.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The thread's disk takes nothing while the history has a trigger that says so. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class HistoryThreadTest {

  private static final int MAX_WAITING = 4_096;
  private static final long MAX_BYTES = 8L << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;
  private final Kept kept = new Kept();
  private HistoryFile file;
  private Connection connection;
  private HistoryThread thread;

  /** What the thread told of. */
  private static final class Kept implements HistoryThread.Listener {

    private final List<Long> seqs = new ArrayList<>();
    private final AtomicInteger timesReadAnew = new AtomicInteger();
    private Runnable next = () -> {};

    /** What the next news does first. */
    synchronized void failOnce(Runnable how) {
      next =
          () -> {
            next = () -> {};
            how.run();
          };
    }

    @Override
    public synchronized void kept(List<StoredEvent> events) {
      next.run();
      seqs.addAll(EventStoreContract.seqs(events));
    }

    @Override
    public void trimmed(LetGo gone) {}

    @Override
    public synchronized void forgotten(String session, long events) {
      next.run();
    }

    @Override
    public void readAnew() {
      timesReadAnew.incrementAndGet();
    }

    synchronized List<Long> seqs() {
      return List.copyOf(seqs);
    }
  }

  @BeforeEach
  void open() throws Exception {
    file = new HistoryFile(folder.resolve("test.db"));
    connection = file.openToWrite();
    thread = start(connection);
  }

  private HistoryThread start(Connection over) {
    Retention keepAll = new Retention(1L << 30, Duration.ofDays(30));
    HistoryWriter writer = new HistoryWriter(over, keepAll, new TestClock().toSettle());
    return new HistoryThread(writer, () -> {}, MAX_BYTES, kept);
  }

  @AfterEach
  void close() throws Exception {
    thread.close();
    connection.close();
  }

  private void sql(String statement) throws Exception {
    try (Connection other = file.openToWrite();
        Statement sql = other.createStatement()) {
      sql.executeUpdate(statement);
      other.commit();
    }
  }

  private void failDisk() throws Exception {
    sql("CREATE TRIGGER full BEFORE INSERT ON event BEGIN SELECT RAISE(ABORT, 'full'); END");
  }

  private void mendDisk() throws Exception {
    sql("DROP TRIGGER full");
  }

  private List<Long> committed() throws Exception {
    try (HistoryReader reader = new HistoryReader(file)) {
      return EventStoreContract.seqs(
          reader.after(0, Integer.MAX_VALUE, Long.MAX_VALUE, 0).events());
    }
  }

  private static List<Long> numbers(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  /** Appends as many as may wait, each with somebody who wants to know when it is kept. */
  private List<CompletableFuture<Void>> appendAll() {
    List<CompletableFuture<Void>> waiting = new ArrayList<>();
    for (long seq = 1; thread.hasRoom(); seq++) {
      thread.append(EventStoreContract.event(seq));
      waiting.add(thread.keep());
    }
    return waiting;
  }

  @Test
  void diskTakesNothing_onlySoManyWait_andAllAreKeptOnceItDoes() throws Exception {
    failDisk();
    List<CompletableFuture<Void>> waiting = appendAll();
    assertThat(waiting).hasSize(MAX_WAITING);
    assertThat(thread.isFailing()).isTrue();
    assertThat(waiting).noneMatch(CompletableFuture::isDone);

    mendDisk();

    CompletableFuture.allOf(waiting.toArray(new CompletableFuture<?>[0])).get();
    assertThat(thread.isFailing()).isFalse();
    assertThat(kept.seqs()).isEqualTo(numbers(MAX_WAITING));
    assertThat(committed()).isEqualTo(numbers(MAX_WAITING));
    assertThat(thread.hasRoom()).isTrue();
  }

  @Test
  void diskTakesNothing_whoAsksTooOften_isToldSo() throws Exception {
    failDisk();
    appendAll();
    // The thread took some of them to try, and so many more may ask.
    assertThat(Stream.generate(thread::keep).limit(MAX_WAITING))
        .anyMatch(CompletableFuture::isCompletedExceptionally);
    assertThat(thread.forget("a")).isCompletedExceptionally();
  }

  private static void provoke() {
    throw new IllegalStateException("provoked");
  }

  @Test
  void newsNotTakenIn_isReadFromTheFileBeforeAnybodyHearsThatItIsKept() throws Exception {
    kept.failOnce(HistoryThreadTest::provoke);
    thread.append(EventStoreContract.event(1));
    assertThat(thread.keep()).succeedsWithin(PATIENCE);
    assertThat(kept.timesReadAnew).hasValue(1);

    thread.append(EventStoreContract.event(2));

    assertThat(thread.keep()).succeedsWithin(PATIENCE);
    assertThat(kept.seqs()).containsExactly(2L);
    assertThat(kept.timesReadAnew).hasValue(1);
    assertThat(committed()).isEqualTo(numbers(2));
  }

  @Test
  void newsOfForgettingNotTakenIn_allIsForgottenAllTheSame() throws Exception {
    thread.append(EventStoreContract.event(1));
    assertThat(thread.keep()).succeedsWithin(PATIENCE);
    kept.failOnce(HistoryThreadTest::provoke);

    assertThat(thread.forget("a")).succeedsWithin(PATIENCE).isEqualTo(1L);
    assertThat(kept.timesReadAnew).hasValue(1);
    assertThat(committed()).isEmpty();
  }

  @Test
  void error_endsTheThread_andAllWhoWaitAndComeLaterAreTold() {
    kept.failOnce(
        () -> {
          throw new LinkageError("provoked");
        });
    thread.append(EventStoreContract.event(1));

    assertThat(thread.keep()).failsWithin(PATIENCE);
    assertThat(thread.forget("a")).failsWithin(PATIENCE);
    await().until(() -> !thread.hasRoom());
    assertThat(thread.isFailing()).isTrue();
    assertThat(thread.keep()).isCompletedExceptionally();
    assertThatThrownBy(() -> thread.append(EventStoreContract.event(2)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void commitFailsThoughItWasDone_eventsAreThereOnceAndMoreFollow() throws Exception {
    thread.close();
    AtomicInteger commits = new AtomicInteger();
    thread =
        start(
            onCommit(
                () -> {
                  connection.commit();
                  if (commits.incrementAndGet() == 1) {
                    throw new SQLException("provoked");
                  }
                }));

    thread.append(EventStoreContract.event(1));
    assertThat(thread.keep()).succeedsWithin(PATIENCE);
    thread.append(EventStoreContract.event(2));

    assertThat(thread.keep()).succeedsWithin(PATIENCE);
    assertThat(committed()).isEqualTo(numbers(2));
  }

  @Test
  void close_diskTakesNothing_endsAndTellsAllWhoWait() throws Exception {
    failDisk();
    List<CompletableFuture<Void>> waiting = appendAll();

    assertThat(thread.close()).isTrue();

    assertThat(waiting).allMatch(CompletableFuture::isCompletedExceptionally);
    assertThat(thread.keep()).isCompletedExceptionally();
    assertThat(kept.seqs()).isEmpty();
    assertThat(committed()).isEmpty();
  }

  @Test
  void close_commitsWhatWaits() throws Exception {
    List<CompletableFuture<Void>> waiting = new ArrayList<>();
    for (long seq = 1; seq <= 200; seq++) {
      thread.append(EventStoreContract.event(seq));
      waiting.add(thread.keep());
    }

    assertThat(thread.close()).isTrue();

    assertThat(waiting).noneMatch(CompletableFuture::isCompletedExceptionally);
    assertThat(committed()).isEqualTo(numbers(200));
  }

  @Test
  void close_diskDoesNotAnswer_isNotWaitedForForEver() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    HistoryThread stuck = start(answeringOnly(answer));
    stuck.append(EventStoreContract.event(1));
    try {
      assertThat(stuck.close()).isFalse();
    } finally {
      answer.countDown();
    }
    await().until(stuck::close);
  }

  /** A connection whose commits wait. */
  private Connection answeringOnly(CountDownLatch when) {
    return onCommit(
        () -> {
          awaitWhateverComes(when);
          connection.commit();
        });
  }

  /** What a connection does. */
  private interface Step {
    void take() throws SQLException;
  }

  /** A connection that commits so. */
  private Connection onCommit(Step commit) {
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("commit")) {
                commit.take();
                return null;
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static void awaitWhateverComes(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        // Nor does a disk heed it.
      }
    }
  }
}
