package io.mpm.monitor.daemon.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
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

  /** Numbers that the memory spans at start, so that forgotten ones in between do not make it. */
  private static final int MAX_SPAN = 1 << 16;

  private final HistoryFile file;
  private final String stream;
  private final RingStore memory;
  private final HistoryReader live;
  private final HistoryReader searches;
  private final HistoryWriter writer;
  private final HistoryThread thread;
  private final AtomicLong size;
  private volatile long next;

  private SqliteStore(
      HistoryFile file,
      Connection connection,
      Retention retention,
      long memoryBytes,
      RingStore memory,
      InstantSource clock)
      throws SQLException {
    this.file = file;
    this.live = new HistoryReader(file);
    this.searches = new HistoryReader(file);
    this.stream = live.stream();
    long newest = live.newest();
    this.next = newest + 1;
    this.size = new AtomicLong(live.count());
    this.memory = memory;
    live.newest(newest, MAX_SPAN, memoryBytes, memory::restore);
    memory.skipTo(newest);
    this.writer = new HistoryWriter(connection, retention, clock);
    this.thread = new HistoryThread(writer, memoryBytes, new Changes());
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
    return open(file, retention, memoryBytes, new RingStore(memoryBytes), clock);
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

  /** As {@link #open}, with the newest events in {@code memory}, which is empty. */
  static SqliteStore open(
      Path file, Retention retention, long memoryBytes, RingStore memory, InstantSource clock)
      throws IOException {
    HistoryFile history = new HistoryFile(file);
    Connection connection = history.openToWrite();
    try {
      return new SqliteStore(history, connection, retention, memoryBytes, memory, clock);
    } catch (SQLException e) {
      close(connection);
      throw history.unusable(e);
    } catch (UncheckedIOException e) {
      close(connection);
      throw e.getCause();
    }
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      log.debug("A history that could not be opened could not be closed either", e);
    }
  }

  /** What the history's thread has done. */
  private final class Changes implements HistoryThread.Listener {

    @Override
    public void kept(List<StoredEvent> events) {
      size.addAndGet(events.size());
      events.forEach(memory::append);
    }

    @Override
    public void trimmed(long events) {
      size.addAndGet(-events);
    }

    @Override
    public void forgotten(String session, long events) {
      size.addAndGet(-events);
      memory.forget(session);
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
    return memory.newest();
  }

  @Override
  public long size() {
    return size.get();
  }

  @Override
  public long memoryBytes() {
    return memory.memoryBytes();
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
  public Slice after(long seq, int maxEvents, long maxBytes) {
    if (seq + 1 >= memory.firstHeld()) {
      Slice newest = memory.after(seq, maxEvents, maxBytes);
      // In between it may have let go of what comes next, which the file still has.
      if (seq + 1 >= newest.firstHeld()) {
        return newest;
      }
    }
    return live.after(seq, maxEvents, maxBytes, memory.newest());
  }

  @Override
  public List<StoredEvent> newest(int limit, Predicate<StoredEvent> wanted) {
    return memory.newest(limit, wanted);
  }

  @Override
  public Slice find(EventQuery query) {
    // By session there is an index, and the answer takes no longer than its events; other searches
    // may, and must not hold up live clients.
    boolean quick = query.text().isEmpty() && query.type().isEmpty();
    return (quick ? live : searches).find(query, memory.newest());
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
    boolean idle = thread.close();
    live.close();
    searches.close();
    if (!idle) {
      log.warn(
          "The history was not closed, for its disk is still at work; the next start repairs it");
      return;
    }
    try {
      writer.close();
    } catch (SQLException e) {
      log.warn("The history was not closed in order; the next start repairs it", e);
    }
  }
}
