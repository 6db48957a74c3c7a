package io.mpm.monitor.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A history's disk is full when its file may have no more pages, which only this connection sees.
 */
class HistoryWriterTest {

  private static final int PLENTY = 100_000;
  private static final Retention KEEP_ALL = new Retention(1L << 30, Duration.ofDays(30));
  private static final EventQuery ALL = EventQuery.ofSession("s", 0, EventQuery.MAX_LIMIT);

  @TempDir Path folder;
  private final TestClock clock = new TestClock();
  private Connection connection;
  private HistoryWriter writer;

  @BeforeEach
  void open() throws Exception {
    connection = new HistoryFile(folder.resolve("test.db")).openToWrite();
    writer = new HistoryWriter(connection, KEEP_ALL, clock.toSettle());
    writer.insert(events(1, 20));
  }

  @AfterEach
  void close() throws Exception {
    writer.close();
  }

  private static List<StoredEvent> events(long first, long last) {
    String text = "word ".repeat(200);
    return LongStream.rangeClosed(first, last)
        .mapToObj(seq -> EventStoreContract.event(seq, "t", "s", text + seq))
        .toList();
  }

  private void fillDisk() throws SQLException {
    allowPages(1);
  }

  private void allowPages(int pages) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA max_page_count = " + pages);
    }
  }

  /** What somebody else sees of the file. */
  private List<Long> committed() throws SQLException {
    try (HistoryReader reader = new HistoryReader(new HistoryFile(folder.resolve("test.db")))) {
      return EventStoreContract.seqs(reader.find(ALL, 0).events());
    }
  }

  private static Long[] numbers(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toArray(Long[]::new);
  }

  @Test
  void insert_diskIsFull_failsForThatReasonAndLeavesNothing() throws Exception {
    fillDisk();

    for (int attempt = 0; attempt < 3; attempt++) {
      assertThatThrownBy(() -> writer.insert(events(21, 320)))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("SQLITE_FULL")
          .hasNoSuppressedExceptions();
    }

    assertThat(committed()).containsExactly(numbers(1, 20));
  }

  @Test
  void insert_againOnceThereIsRoom_isWholeAndOnce() throws Exception {
    fillDisk();
    assertThatThrownBy(() -> writer.insert(events(21, 320))).hasMessageContaining("SQLITE_FULL");
    allowPages(PLENTY);

    writer.insert(events(21, 320));
    writer.insert(events(321, 330));

    assertThat(committed()).containsExactly(numbers(1, 330));
  }

  @Test
  void insert_failsWhereSqliteRollsNothingBack_leavesNothingForTheNextChange() throws Exception {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "CREATE TRIGGER no BEFORE INSERT ON event WHEN NEW.seq = 22"
              + " BEGIN SELECT RAISE(ABORT, 'no'); END");
      connection.commit();
    }
    assertThatThrownBy(() -> writer.insert(events(21, 22)))
        .hasMessageContaining("SQLITE_CONSTRAINT");

    writer.insert(events(23, 24));

    assertThat(committed()).hasSize(22).endsWith(20L, 23L, 24L);
  }

  @Test
  void insert_ofWhatIsThereAlready_leavesItAsItIs() throws Exception {
    writer.insert(events(20, 22));

    assertThat(committed()).containsExactly(numbers(1, 22));
  }

  @Test
  void trimAndForget_afterAFullDisk_workAgain() throws Exception {
    fillDisk();
    assertThatThrownBy(() -> writer.insert(events(21, 320))).hasMessageContaining("SQLITE_FULL");
    allowPages(PLENTY);

    assertThat(writer.trim()).isEqualTo(LetGo.NONE);
    assertThat(writer.forget("s", gone -> {})).isEqualTo(20);

    assertThat(committed()).isEmpty();
  }

  @Test
  void forget_indexCannotBeWrittenAnew_isMadeGoodByTheNextOne() throws Exception {
    writer.insert(events(21, 2_000));
    writer.insert(List.of(EventStoreContract.event(2_001, "t", "secret", "unspeakable")));
    fillDisk();
    assertThatThrownBy(() -> writer.forget("secret", gone -> {}))
        .hasMessageContaining("SQLITE_FULL");
    allowPages(PLENTY);

    assertThat(writer.forget("secret", gone -> {})).isZero();

    String file = Files.readString(folder.resolve("test.db"), StandardCharsets.ISO_8859_1);
    assertThat(file).doesNotContain("speakable");
  }

  /** More than one step can take. */
  private LetGo trimAll() throws SQLException {
    LetGo all = LetGo.NONE;
    for (LetGo step = writer.trim(); step.events() > 0; step = writer.trim()) {
      all = all.and(step);
    }
    return all;
  }

  private void settle() throws SQLException {
    assertThat(writer.trim()).isEqualTo(LetGo.NONE);
    clock.pass(Duration.ofMinutes(10));
  }

  @Test
  void trim_clockIsWrongForAWhile_nothingGoes() throws Exception {
    clock.jump(Duration.ofDays(400));
    assertThat(writer.trim()).isEqualTo(LetGo.NONE);
    clock.pass(Duration.ofMinutes(1));
    assertThat(writer.trim()).isEqualTo(LetGo.NONE);
    clock.jump(Duration.ofDays(-400));
    settle();

    assertThat(writer.trim()).isEqualTo(LetGo.NONE);
    assertThat(committed()).containsExactly(numbers(1, 20));
  }

  @Test
  void trim_computerSleptForLong_whatIsOldGoesOnceTheClockHasSettled() throws Exception {
    clock.jump(Duration.ofDays(31));
    settle();

    assertThat(writer.trim()).isEqualTo(new LetGo(20, 0));
    assertThat(committed()).isEmpty();
  }

  @Test
  void trim_datesOfTheFuture_goWithThoseThatCameAfterThem() throws Exception {
    clock.jump(Duration.ofDays(400));
    writer.insert(events(21, 1_200));
    clock.jump(Duration.ofDays(-400));
    writer.insert(events(1_201, 1_210));
    clock.pass(Duration.ofDays(29));
    assertThat(writer.trim()).isEqualTo(LetGo.NONE);

    clock.pass(Duration.ofDays(2));

    assertThat(trimAll()).isEqualTo(new LetGo(1_210, 0));
  }

  @Test
  void trim_datesOfThePast_holdOutAsLongAsThoseBeforeThem() throws Exception {
    clock.jump(Duration.ofDays(-400));
    writer.insert(events(21, 30));
    clock.jump(Duration.ofDays(400));
    settle();

    assertThat(writer.trim()).isEqualTo(LetGo.NONE);
    assertThat(committed()).containsExactly(numbers(1, 30));
  }

  @Test
  void trim_clockStaysInThePast_nothingGoes() throws Exception {
    clock.jump(Duration.ofDays(-10_000));
    settle();

    assertThat(writer.trim()).isEqualTo(LetGo.NONE);
  }

  @Test
  void forget_failsInALaterStep_hasToldWhatIsGone() throws Exception {
    writer.insert(events(21, 700));
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TEMP TRIGGER late BEFORE DELETE ON event WHEN old.seq > 600"
              + " BEGIN SELECT RAISE(ABORT, 'late'); END");
    }
    List<Long> told = new ArrayList<>();

    assertThatThrownBy(() -> writer.forget("s", told::add)).hasMessageContaining("late");

    assertThat(told).containsExactly(500L);
    assertThat(committed()).containsExactly(numbers(501, 700));
  }
}
