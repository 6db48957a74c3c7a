package io.mpm.monitor.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mpm.monitor.daemon.store.EventStore.KnownId;
import io.mpm.monitor.daemon.store.EventStore.Slice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqliteStoreTest extends EventStoreContract {

  private static final Retention KEEP_ALL = new Retention(MANY_BYTES, Duration.ofDays(30));
  private static final int MEMORY_BYTES = 1 << 20;

  @TempDir Path folder;

  private final TestClock clock = new TestClock();

  private SqliteStore open(Retention retention, int memoryBytes) throws Exception {
    return SqliteStore.open(folder.resolve("test.db"), retention, memoryBytes, clock.toSettle());
  }

  private SqliteStore reopen() throws Exception {
    return open(KEEP_ALL, MEMORY_BYTES);
  }

  @Override
  EventStore open() throws Exception {
    return SqliteStore.open(
        folder.resolve("contract.db"), KEEP_ALL, MEMORY_BYTES, clock.toSettle());
  }

  private void sql(String statement) throws Exception {
    try (Connection connection = new HistoryFile(folder.resolve("test.db")).openToWrite();
        Statement sql = connection.createStatement()) {
      sql.executeUpdate(statement);
      connection.commit();
    }
  }

  @Test
  void reopen_goesOnWhereItWas() throws Exception {
    String stream;
    try (SqliteStore store = reopen()) {
      stream = store.stream();
      fill(store, 10);
    }
    try (SqliteStore store = reopen()) {
      assertThat(store.stream()).isEqualTo(stream);
      assertThat(store.newest()).isEqualTo(10);
      assertThat(store.size()).isEqualTo(10);
      fill(store, 2);
      assertThat(seqs(store.after(8, 10, MANY_BYTES).events())).containsExactly(9L, 10L, 11L, 12L);
    }
  }

  @Test
  void reopen_allForgotten_givesNoNumberTwice() throws Exception {
    try (SqliteStore store = reopen()) {
      fill(store, 10);
      store.forget("a").join();
      store.forget("b").join();
    }
    try (SqliteStore store = reopen()) {
      assertThat(store.next()).isEqualTo(11);
      assertThat(store.after(0, 10, MANY_BYTES)).isEqualTo(new Slice(11, 10, List.of()));
    }
  }

  @Test
  void recentIds_outliveTheStore() throws Exception {
    try (SqliteStore store = reopen()) {
      fill(store, 5);
    }
    try (SqliteStore store = reopen()) {
      assertThat(store.recentIds(2))
          .containsExactly(new KnownId("id-4", "b"), new KnownId("id-5", "a"));
      assertThat(store.isArchived("id-1")).isTrue();
      assertThat(store.isArchived("id-6")).isFalse();
    }
  }

  @Test
  void after_furtherBackThanMemory_readsTheFile() throws Exception {
    try (SqliteStore store = open(KEEP_ALL, 1)) {
      fill(store, 500);
      long reached = 0;
      long count = 0;
      while (reached < store.newest()) {
        Slice slice = store.after(reached, 128, MANY_BYTES);
        assertThat(slice.firstHeld()).isEqualTo(1);
        assertThat(seqs(slice.events())).startsWith(reached + 1).isSorted();
        count += slice.events().size();
        reached = slice.reached();
      }
      assertThat(count).isEqualTo(500);
    }
  }

  @Test
  void retention_age_removesTheOldAndSaysSo() throws Exception {
    Retention week = new Retention(MANY_BYTES, Duration.ofDays(7));
    try (SqliteStore store = open(week, 1)) {
      fill(store, 1_200);
      clock.pass(Duration.ofDays(8));
      fill(store, 1_000);
      await().until(() -> store.size() == 1_000);
      assertThat(store.letGo()).isEqualTo(new LetGo(1_200, 0));
      assertThat(store.after(0, 1, MANY_BYTES).firstHeld()).isEqualTo(1_201);
      assertThat(seqs(store.find(EventQuery.ofSession("a", 0, 1)).events()))
          .containsExactly(1_201L);
    }
  }

  @ParameterizedTest
  @CsvSource({"500, 30000", "100000, 600"})
  void d9_soak_retentionByBytesHolds(int eventBytes, int events) throws Exception {
    long maxBytes = 8L << 20;
    String text = "x".repeat(eventBytes);
    long fewest = Long.MAX_VALUE;
    try (SqliteStore store = open(new Retention(maxBytes, Duration.ofDays(30)), 1)) {
      for (int i = 1; i <= events; i++) {
        store.append(event(store.next(), "t", "s", text + store.next()));
        if (i % 20 == 0) {
          store.kept().join();
          assertThat(Files.size(folder.resolve("test.db"))).isLessThan(maxBytes + (5 << 20));
          assertThat(store.diskBytes()).isLessThan(maxBytes + (5 << 20) + HistoryFile.WAL_BYTES);
          fewest = store.letGo().forRoom() > 0 ? Math.min(fewest, store.size()) : fewest;
        }
        if (i % 1_000 == 0) {
          clock.pass(Duration.ofMinutes(1));
        }
      }
      assertThat(store.newest()).isEqualTo(events);
      assertThat(fewest * eventBytes).as("what is kept").isGreaterThan(maxBytes / 4);
      assertThat(store.letGo()).isEqualTo(new LetGo(0, events - store.size()));
      assertThat(seqs(store.after(events - 10, 100, MANY_BYTES).events())).hasSize(10);
    }
  }

  @Test
  void eventThatNobodyCanRead_isKeptAndThoseAfterItAsWell() throws Exception {
    byte[] noJson = "{\"data\":{".getBytes(StandardCharsets.US_ASCII);
    try (SqliteStore store = reopen()) {
      store.append(new StoredEvent(store.next(), "t", "s", noJson));
      fill(store, 2);
    }
    try (SqliteStore store = reopen()) {
      assertThat(seqs(store.after(0, 10, MANY_BYTES).events())).containsExactly(1L, 2L, 3L);
      assertThat(store.after(0, 1, MANY_BYTES).events().get(0).json()).isEqualTo(noJson);
    }
  }

  @Test
  void forget_leavesNoTraceOnDisk() throws Exception {
    try (SqliteStore store = reopen()) {
      fill(store, 1_000);
      for (int i = 0; i < 200; i++) {
        store.append(event(store.next(), "t", "secret", "unspeakable " + i));
      }
      store.kept().join();
      assertThat(onDisk("unspeakable")).isTrue();

      assertThat(store.forget("secret").join()).isEqualTo(200);

      assertThat(onDisk("unspeakable")).isFalse();
    }
    assertThat(onDisk("unspeakable")).isFalse();
  }

  @Test
  void forget_ofEventsAmongOthers_leavesNoneOfTheCopiesThatTheFileMadeAsItGrew() throws Exception {
    try (SqliteStore store = reopen()) {
      for (int i = 0; i < 600; i++) {
        String session = i % 3 == 0 ? "secret" : "s" + i % 3;
        String word = i % 3 == 0 ? "unspeakable " : "word ";
        store.append(event(store.next(), "t", session, word.repeat(1 + i % 7 * 40)));
        store.kept().join();
      }

      assertThat(store.forget("secret").join()).isEqualTo(200);
    }
    assertThat(onDisk("unspeakable")).isFalse();
  }

  @Test
  void forget_ofOneEventAmongThousands_leavesNoneOfItsWordsInTheIndex() throws Exception {
    try (SqliteStore store = reopen()) {
      fill(store, 4_000);
      store.append(event(store.next(), "t", "secret", "unspeakable"));
      store.kept().join();

      assertThat(store.forget("secret").join()).isEqualTo(1);
    }
    assertThat(onDisk("speakable")).isFalse();
  }

  private boolean onDisk(String text) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(path -> path.toString().contains("test.db")).toList()) {
        if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
          return true;
        }
      }
      return false;
    }
  }

  @Test
  void files_areTheirOwnersAlone() throws Exception {
    Files.createFile(
        folder.resolve("test.db"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));
    try (SqliteStore store = reopen();
        Stream<Path> files = Files.list(folder)) {
      fill(store, 1);
      assertThat(files.filter(path -> path.toString().contains(".db")).toList())
          .hasSizeGreaterThanOrEqualTo(3)
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo("rw-------"));
    }
  }

  @Test
  void file_isRemoved_nextEventsAreInANewOneAndMemoryStays() throws Exception {
    try (SqliteStore store = reopen()) {
      fill(store, 10);
      Files.delete(folder.resolve("test.db"));

      fill(store, 2);

      assertThat(store.losses()).isEqualTo(1);
      assertThat(store.isFailing()).isFalse();
      assertThat(store.size()).isEqualTo(2);
      assertThat(seqs(store.after(5, 10, MANY_BYTES).events()))
          .containsExactly(6L, 7L, 8L, 9L, 10L, 11L, 12L);
      assertThat(store.isArchived("id-10")).isFalse();
      assertThat(store.isArchived("id-12")).isTrue();
      assertThat(seqs(store.find(text("number")).events())).containsExactly(11L, 12L);
    }
    try (SqliteStore store = reopen()) {
      assertThat(store.next()).isEqualTo(13);
      assertThat(store.size()).isEqualTo(2);
    }
  }

  @Test
  void file_isMovedAwayAlone_holdsAllThatWasCommitted_andTheNewOneNothingOfIt() throws Exception {
    try (SqliteStore store = reopen()) {
      fill(store, 10);
      Files.move(folder.resolve("test.db"), folder.resolve("moved.db"));
      fill(store, 1);
    }
    try (HistoryReader moved = new HistoryReader(new HistoryFile(folder.resolve("moved.db")));
        HistoryReader here = new HistoryReader(new HistoryFile(folder.resolve("test.db")))) {
      assertThat(moved.count()).isEqualTo(10);
      assertThat(here.count()).isEqualTo(1);
    }
  }

  @Test
  void file_isReplacedByAnEarlierCopy_goesOnInThat() throws Exception {
    try (SqliteStore store = reopen()) {
      fill(store, 3);
    }
    Files.copy(folder.resolve("test.db"), folder.resolve("copy.db"));
    try (SqliteStore store = reopen()) {
      fill(store, 7);
      Files.move(
          folder.resolve("copy.db"),
          folder.resolve("test.db"),
          StandardCopyOption.REPLACE_EXISTING);

      fill(store, 1);

      assertThat(store.size()).isEqualTo(4);
      assertThat(store.find(EventQuery.ofSession("a", 0, 10)).events()).hasSize(3);
    }
    try (SqliteStore store = reopen()) {
      assertThat(store.next()).isEqualTo(12);
    }
  }

  @Test
  void file_isReplacedByNoHistory_takesNothingUntilThatIsGone() throws Exception {
    try (SqliteStore store = reopen()) {
      fill(store, 3);
      Files.writeString(Files.createFile(folder.resolve("other")), "not a database ".repeat(500));
      Files.move(
          folder.resolve("other"), folder.resolve("test.db"), StandardCopyOption.REPLACE_EXISTING);
      store.append(event(store.next()));
      await().until(store::isFailing);
      assertThat(folder.resolve("test.db")).content().startsWith("not a database");

      Files.delete(folder.resolve("test.db"));

      await().until(() -> !store.isFailing());
      assertThat(store.kept()).succeedsWithin(Duration.ofSeconds(30));
      assertThat(store.losses()).isEqualTo(1);
      assertThat(store.size()).isEqualTo(1);
    }
  }

  @Test
  void file_isReplacedByALaterHistory_isLeftToTheNextDaemon() throws Exception {
    try (SqliteStore other =
        SqliteStore.open(folder.resolve("later.db"), KEEP_ALL, MEMORY_BYTES, clock.toSettle())) {
      fill(other, 20);
    }
    try (SqliteStore store = reopen()) {
      fill(store, 3);
      Files.move(
          folder.resolve("later.db"),
          folder.resolve("test.db"),
          StandardCopyOption.REPLACE_EXISTING);
      store.append(event(store.next()));
      await().until(store::isFailing);
    }
    try (SqliteStore store = reopen()) {
      assertThat(store.size()).isEqualTo(20);
    }
  }

  /** Both by who looks only and by who opens it. */
  private void assertRefused(String... parts) {
    for (ThrowingCallable look : List.<ThrowingCallable>of(this::requireUsable, this::reopen)) {
      assertThatThrownBy(look)
          .isInstanceOf(HistoryUnusableException.class)
          .message()
          .contains(parts);
    }
  }

  private void requireUsable() throws IOException {
    SqliteStore.requireUsable(folder.resolve("test.db"));
  }

  @Test
  void requireUsable_missingOpenAndClosed_isFine() throws Exception {
    requireUsable();
    assertThat(folder.resolve("test.db")).doesNotExist();
    try (SqliteStore store = reopen()) {
      requireUsable();
      fill(store, 1);
      requireUsable();
    }
    requireUsable();
  }

  @Test
  void requireReadable_findsDamageBehindTheFirstBytes() throws Exception {
    Path file = folder.resolve("test.db");
    SqliteStore.requireReadable(file);
    assertThat(file).doesNotExist();
    try (SqliteStore store = reopen()) {
      fill(store, 50);
      SqliteStore.requireReadable(file);
    }
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, 100, bytes.length, (byte) 0xaa);
    Files.write(file, bytes);

    requireUsable();
    assertThatThrownBy(() -> SqliteStore.requireReadable(file))
        .isInstanceOf(HistoryUnusableException.class)
        .hasMessageContaining("is damaged");
  }

  @Test
  void open_newerSchema_isRefused() throws Exception {
    reopen().close();
    sql("PRAGMA user_version = 99");

    assertRefused(
        "test.db: was written by a newer mpm-monitord (schema 99",
        "move it away to begin a new one");
  }

  @Test
  void open_noDatabase_isRefusedAndLeftAsItIs() throws Exception {
    Path file = Files.writeString(folder.resolve("test.db"), "not a database ".repeat(500));

    assertRefused("is damaged or no history; move it away");
    assertThat(file).content().startsWith("not a database not a database");
  }

  @Test
  void open_damagedPages_isRefused() throws Exception {
    try (SqliteStore store = reopen()) {
      fill(store, 2_000);
    }
    byte[] bytes = Files.readAllBytes(folder.resolve("test.db"));
    for (int i = 4096; i < bytes.length; i++) {
      bytes[i] = (byte) 0xa5;
    }
    Files.write(folder.resolve("test.db"), bytes);

    assertThatThrownBy(this::reopen).isInstanceOf(HistoryUnusableException.class);
  }

  @Test
  void open_somebodyElsesDatabase_isRefused() throws Exception {
    Path file = folder.resolve("test.db");
    reopen().close();
    sql("PRAGMA application_id = 1");

    assertRefused("is a database, but no history of mpm-monitord");
    assertThat(file).exists();
  }

  @Test
  void open_olderSchema_isBroughtUpToDateAndKeepsItsEvents() throws Exception {
    try (SqliteStore store = reopen()) {
      fill(store, 3);
    }
    List<List<String>> next =
        Stream.concat(
                HistorySchema.MIGRATIONS.stream(),
                Stream.of(List.of("ALTER TABLE event ADD COLUMN note TEXT DEFAULT 'x'")))
            .toList();
    Path file = folder.resolve("test.db");
    try (Connection connection = new HistoryFile(file, next).openToWrite();
        Statement sql = connection.createStatement();
        var row = sql.executeQuery("SELECT count(*), min(note) FROM event")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getInt(1)).isEqualTo(3);
      assertThat(row.getString(2)).isEqualTo("x");
    }
    assertThatThrownBy(this::reopen).hasMessageContaining("(schema 2; this one knows 1)");
  }

  @Test
  void file_givesPagesBack() throws Exception {
    reopen().close();
    try (Connection connection = new HistoryFile(folder.resolve("test.db")).openToWrite();
        Statement sql = connection.createStatement();
        var row = sql.executeQuery("PRAGMA auto_vacuum")) {
      assertThat(row.getInt(1)).as("incremental").isEqualTo(2);
    }
  }
}
