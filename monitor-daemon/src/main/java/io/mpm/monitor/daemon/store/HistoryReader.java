package io.mpm.monitor.daemon.store;

import io.mpm.monitor.daemon.store.EventStore.KnownId;
import io.mpm.monitor.daemon.store.EventStore.Slice;
import io.mpm.monitor.protocol.event.KeptName;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what was committed to a history. One question at a time; any thread. An error of the disk
 * reaches the caller as {@link UncheckedIOException}.
 */
final class HistoryReader implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(HistoryReader.class);

  private static final String EVENT = "e.seq, e.type, e.session, e.json";

  /** How often a question is told to break off, which it does not heed before it has begun. */
  private static final long BREAK_OFF_MILLIS = 10;

  /** What the end of a question may take that was told so. */
  private static final long CLOSE_MILLIS = 250;

  private final HistoryFile file;
  private Connection connection; // whose turn it is only
  private final ReentrantLock turn = new ReentrantLock();
  private volatile @Nullable PreparedStatement asked;

  HistoryReader(HistoryFile file) throws SQLException {
    this(file, file.openToRead());
  }

  /** Reads {@code file} through {@code connection}, which it owns from now on. */
  HistoryReader(HistoryFile file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  /** A question to the file. */
  private interface Question<T> {
    T ask(PreparedStatement statement) throws SQLException;
  }

  private <T> T ask(String sql, Question<T> question) {
    turn.lock();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      asked = statement;
      return question.ask(statement);
    } catch (SQLException e) {
      throw new UncheckedIOException(file.unusable(e));
    } finally {
      asked = null;
      turn.unlock();
    }
  }

  private static long number(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  String stream() {
    return ask(
        "SELECT value FROM property WHERE name = 'stream'",
        statement -> {
          try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getString(1);
          }
        });
  }

  /** The highest number ever given. */
  long newest() {
    return ask("SELECT seq FROM sqlite_sequence WHERE name = 'event'", HistoryReader::number);
  }

  /** The oldest number held, or {@code otherwise} when nothing is. */
  long firstHeld(long otherwise) {
    long first = ask("SELECT min(seq) FROM event", HistoryReader::number);
    return first == 0 ? otherwise : first;
  }

  long count() {
    return ask("SELECT count(*) FROM event", HistoryReader::number);
  }

  boolean knows(String id) {
    return ask(
            "SELECT 1 FROM event WHERE id = ?",
            statement -> {
              statement.setString(1, id);
              return number(statement);
            })
        == 1;
  }

  List<KnownId> recentIds(int limit) {
    return ask(
        "SELECT id, ifnull(session, '') FROM event ORDER BY seq DESC LIMIT ?",
        statement -> {
          statement.setInt(1, limit);
          List<KnownId> ids = new ArrayList<>();
          try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              ids.add(new KnownId(KeptName.of(row.getString(1)), KeptName.of(row.getString(2))));
            }
          }
          Collections.reverse(ids);
          return ids;
        });
  }

  /** Hands over the last events up to {@code newest}, as many as fit, oldest first. */
  void newest(long newest, int maxSpan, long maxBytes, Consumer<StoredEvent> memory) {
    List<StoredEvent> events =
        new ArrayList<>(
            ask(
                    "SELECT " + EVENT + " FROM event e WHERE e.seq > ? ORDER BY e.seq DESC",
                    statement -> {
                      statement.setLong(1, newest - maxSpan);
                      return Run.read(statement, maxSpan, maxBytes);
                    })
                .events());
    Collections.reverse(events);
    events.forEach(memory);
  }

  /** As {@link EventStore#after}, {@code newest} being the highest number that readers see. */
  Slice after(long seq, int maxEvents, long maxBytes, long newest) {
    Run run =
        ask(
            "SELECT " + EVENT + " FROM event e WHERE e.seq > ? ORDER BY e.seq LIMIT ?",
            statement -> {
              statement.setLong(1, seq);
              statement.setInt(2, maxEvents);
              return Run.read(statement, maxEvents, maxBytes);
            });
    return slice(run, seq, newest);
  }

  /** As {@link EventStore#find}, {@code newest} being the highest number that readers see. */
  Slice find(EventQuery query, long newest) {
    HistoryQuery sql = HistoryQuery.of(query);
    Run run =
        ask(
            "SELECT " + EVENT + sql.rest() + " LIMIT " + query.limit(),
            statement -> {
              for (int i = 0; i < sql.values().size(); i++) {
                statement.setObject(i + 1, sql.values().get(i));
              }
              return Run.read(statement, query.limit(), EventQuery.MAX_BYTES);
            });
    return slice(run, query.since(), newest);
  }

  private Slice slice(Run run, long since, long newest) {
    return run.slice(since, newest, firstHeld(newest + 1));
  }

  /**
   * Rows as they were read.
   *
   * @param isAll whether there were no more
   */
  record Run(List<StoredEvent> events, boolean isAll) {

    static Run read(PreparedStatement statement, int maxEvents, long maxBytes) throws SQLException {
      List<StoredEvent> events = new ArrayList<>();
      long bytes = 0;
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          byte[] json = row.getBytes(4);
          bytes += json.length;
          if (bytes > maxBytes && !events.isEmpty()) {
            return new Run(events, false);
          }
          String session = row.getString(3);
          events.add(
              new StoredEvent(
                  row.getLong(1),
                  KeptName.of(row.getString(2)),
                  session == null ? null : KeptName.of(session),
                  json));
        }
      }
      return new Run(events, events.size() < maxEvents);
    }

    /**
     * What they are of the order.
     *
     * @param firstHeld the oldest number held since; some of these may have gone after they were
     *     read, and nobody misses them
     */
    Slice slice(long since, long newest, long firstHeld) {
      long first = events.isEmpty() ? firstHeld : Math.min(firstHeld, events.get(0).seq());
      long reached = isAll ? Math.max(since, newest) : last();
      return new Slice(first, Math.max(reached, last()), events);
    }

    private long last() {
      return events.isEmpty() ? 0 : events.get(events.size() - 1).seq();
    }
  }

  /**
   * Breaks off the question that is being answered and closes the file; there is no answer before
   * {@link #openAnew}.
   */
  void leave() throws SQLException {
    while (!turn.tryLock()) {
      breakOff();
      Thread.onSpinWait();
    }
    try {
      connection.close();
    } finally {
      turn.unlock();
    }
  }

  /** Reads the file that is there now. */
  void openAnew() throws SQLException {
    turn.lock();
    try {
      connection = file.openToRead();
    } finally {
      turn.unlock();
    }
  }

  /**
   * Breaks off the question that is being answered, which may take long, and closes the file. Where
   * the disk holds the question up, that is left as it is after some 250 ms.
   */
  @Override
  public void close() {
    try {
      if (!hasTurn()) {
        log.warn("A search of the history was left behind, for its disk is still at work");
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    try {
      connection.close();
    } catch (SQLException e) {
      throw new UncheckedIOException(file.unusable(e));
    } finally {
      turn.unlock();
    }
  }

  private boolean hasTurn() throws InterruptedException {
    for (long waited = 0; waited < CLOSE_MILLIS; waited += BREAK_OFF_MILLIS) {
      if (turn.tryLock(BREAK_OFF_MILLIS, TimeUnit.MILLISECONDS)) {
        return true;
      }
      breakOff();
    }
    return false;
  }

  private void breakOff() {
    PreparedStatement statement = asked;
    if (statement != null) {
      try {
        statement.cancel();
      } catch (SQLException e) {
        // It was answered in this moment.
      }
    }
  }
}
