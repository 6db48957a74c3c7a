package io.mpm.monitor.daemon.store;

import io.mpm.monitor.daemon.parts.Parts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps events in a file, so that they and their numbering outlive the process. The newest are in
 * memory too, where live clients read; only who looks further back waits for the disk. An event is
 * kept when it is committed to SQLite's write-ahead log: the end of the process loses nothing, a
 * power failure perhaps the last seconds.
 */
public final class SqliteStore implements EventStore {

  private static final Logger log = LoggerFactory.getLogger(SqliteStore.class);

  /** What is read of the newest events by who only wants to know whether they can be. */
  private static final long GLANCE_BYTES = 8 << 20;

  private final HistoryFile file;
  private final String stream;
  private final RecentEvents recent;
  private final HistoryReader live;
  private final HistoryReader searches;
  private final HistoryWriter writer;
  private final HistoryPlace place;
  private final HistoryThread thread;
  private final Parts parts;
  private boolean idle = true; // who closes only
  private volatile long next;

  /**
   * Over {@code file}.
   *
   * @param parts closed by this store, or by who makes it if that fails
   */
  private SqliteStore(
      HistoryFile file, Retention retention, long memoryBytes, SettledClock clock, Parts parts)
      throws IOException, SQLException {
    this.file = file;
    this.parts = parts;
    this.writer = new HistoryWriter(file.openToWrite(), retention, clock);
    parts.add(this::closeWriter);
    this.live = parts.add(new HistoryReader(file));
    this.searches = parts.add(new HistoryReader(file));
    this.stream = live.stream();
    this.recent = new RecentEvents(live, memoryBytes);
    this.next = recent.memory().newest() + 1;
    this.place = new HistoryPlace(file, writer, List.of(live, searches), recent);
    this.thread = new HistoryThread(writer, place, memoryBytes, recent);
    parts.add(this::endThread);
  }

  /**
   * Opens the history in {@code file}, which is made when there is none.
   *
   * @param memoryBytes what the newest events may cost in memory, and as much those that wait for
   *     the disk
   * @throws HistoryUnusableException when the file is damaged, no history, or a newer program's
   * @throws IOException when it cannot be opened
   */
  public static SqliteStore open(
      Path file, Retention retention, long memoryBytes, InstantSource clock) throws IOException {
    return open(file, retention, memoryBytes, new SettledClock(clock, System::nanoTime));
  }

  /** The same, with a clock that may have settled. */
  static SqliteStore open(Path file, Retention retention, long memoryBytes, SettledClock clock)
      throws IOException {
    HistoryFile history = new HistoryFile(file);
    Parts parts = new Parts();
    try {
      return new SqliteStore(history, retention, memoryBytes, clock, parts);
    } catch (SQLException e) {
      parts.close();
      throw history.unusable(e);
    } catch (UncheckedIOException e) {
      parts.close();
      throw e.getCause();
    } catch (IOException | RuntimeException | Error e) {
      parts.close();
      throw e;
    }
  }

  /**
   * Refuses what {@link #open} would refuse, as far as that can be seen without touching a file
   * that another process may have open. Changes nothing.
   *
   * @throws IOException when the file cannot be read either
   */
  public static void requireUsable(Path file) throws IOException {
    new HistoryFile(file).requireUsable();
  }

  /**
   * Refuses a history in which {@link #open} would come upon damage: reads what it reads first.
   * Another process may have the file open.
   *
   * @throws HistoryUnusableException when the file is damaged, no history, or a newer program's
   * @throws IOException when it cannot be read
   */
  public static void requireReadable(Path file) throws IOException {
    requireUsable(file);
    if (Files.notExists(file)) {
      return;
    }
    HistoryFile history = new HistoryFile(file);
    try (HistoryReader reader = new HistoryReader(history)) {
      reader.stream();
      new RecentEvents(reader, GLANCE_BYTES);
    } catch (SQLException e) {
      throw history.unusable(e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public String stream() {
    return stream;
  }

  @Override
  public long next() {
    return next;
  }

  @Override
  public boolean hasRoom() {
    return thread.hasRoom();
  }

  @Override
  public void append(StoredEvent event) {
    if (event.seq() != next) {
      throw new IllegalArgumentException("seq " + event.seq() + " does not follow " + (next - 1));
    }
    thread.append(event);
    next = event.seq() + 1;
  }

  @Override
  public CompletableFuture<Void> kept() {
    return thread.keep();
  }

  @Override
  public long newest() {
    return recent.memory().newest();
  }

  @Override
  public long size() {
    return recent.size();
  }

  @Override
  public LetGo letGo() {
    return recent.letGo();
  }

  @Override
  public long memoryBytes() {
    return recent.memory().memoryBytes();
  }

  @Override
  public long diskBytes() {
    return file.bytes();
  }

  @Override
  public boolean mayBlock() {
    return true;
  }

  @Override
  public boolean isFailing() {
    return thread.isFailing();
  }

  @Override
  public int losses() {
    return place.losses();
  }

  @Override
  public Slice after(long seq, int maxEvents, long maxBytes) {
    return recent
        .memory()
        .unbroken(seq, maxEvents, maxBytes)
        .orElseGet(() -> live.after(seq, maxEvents, maxBytes, newest()));
  }

  @Override
  public List<StoredEvent> newest(int limit, Predicate<StoredEvent> wanted) {
    return recent.memory().newest(limit, wanted);
  }

  @Override
  public Slice find(EventQuery query) {
    // By session there is an index, and the answer takes no longer than its events; other searches
    // may, and must not hold up live clients.
    boolean quick = query.text().isEmpty() && query.type().isEmpty();
    return (quick ? live : searches).find(query, newest());
  }

  @Override
  public List<KnownId> recentIds(int limit) {
    return searches.recentIds(limit);
  }

  @Override
  public boolean isArchived(String id) {
    return live.knows(id);
  }

  @Override
  public CompletableFuture<Long> forget(String session) {
    return thread.forget(session);
  }

  /** Commits what was appended, for at most some seconds, and closes the file. */
  @Override
  public void close() {
    parts.close();
  }

  private void endThread() {
    idle = thread.close();
  }

  private void closeWriter() throws SQLException {
    if (idle) {
      writer.close();
    } else {
      log.warn(
          "The history was not closed, for its disk is still at work; the next start repairs it");
    }
  }
}
