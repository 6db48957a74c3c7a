package io.mpm.monitor.daemon.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes a history, one transaction a call. One thread. */
final class HistoryWriter implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(HistoryWriter.class);

  /** Rows that one transaction removes: nobody waits long for it. */
  private static final int STEP = 500;

  /** Large events go in smaller steps: one step takes no more than such a part of all. */
  private static final int STEPS_OF_ALL = 16;

  private Connection connection;
  private final Retention retention;
  private final SettledClock clock;

  /** Whether the connection is in a transaction that holds nothing yet. */
  private boolean begun = true;

  /** Whether words may be left in the index, or in free pages, of what was forgotten. */
  private boolean traces;

  /** Writes through {@code connection}, which it owns from now on. */
  HistoryWriter(Connection connection, Retention retention, SettledClock clock) {
    this.connection = connection;
    this.retention = retention;
    this.clock = clock;
  }

  /** A change that is made as a whole or not at all. */
  private interface Change<T> {
    T make() throws SQLException;
  }

  private <T> T inTransaction(Change<T> change) throws SQLException {
    if (!begun) {
      beginAnew();
    }
    try {
      T result = change.make();
      connection.commit();
      return result;
    } catch (SQLException | RuntimeException e) {
      begun = false;
      try {
        beginAnew();
      } catch (SQLException next) {
        e.addSuppressed(next);
      }
      throw e;
    }
  }

  /** Undoes what is half done, so that nothing of it is committed with the next change. */
  private void beginAnew() throws SQLException {
    try {
      connection.rollback();
    } catch (SQLException e) {
      // Where SQLite has rolled back by itself, as it does when the disk is full, the driver fails
      // before it begins the next transaction, and each statement would commit by itself.
      begin(e);
    }
    begun = true;
  }

  private void begin(SQLException notRolledBack) throws SQLException {
    try {
      execute("BEGIN");
    } catch (SQLException e) {
      e.addSuppressed(notRolledBack);
      throw e;
    }
  }

  void insert(List<StoredEvent> events) throws SQLException {
    inTransaction(
        () -> {
          long now = clock.now().toEpochMilli();
          try (PreparedStatement event =
                  connection.prepareStatement(
                      // A commit may fail when it is done already; then they come once more.
                      "INSERT INTO event (seq, id, type, session, stored_at, json)"
                          + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (seq) DO NOTHING");
              PreparedStatement words =
                  connection.prepareStatement(
                      "INSERT INTO event_text (rowid, words) VALUES (?, ?)")) {
            for (StoredEvent stored : events) {
              insert(stored, now, event, words);
            }
          }
          return events.size();
        });
  }

  private static void insert(
      StoredEvent stored, long now, PreparedStatement event, PreparedStatement words)
      throws SQLException {
    EventText text = textOf(stored);
    event.setLong(1, stored.seq());
    event.setString(2, text.id());
    event.setString(3, stored.type());
    event.setString(4, stored.sessionId());
    event.setLong(5, now);
    event.setBytes(6, stored.json());
    if (event.executeUpdate() > 0) {
      words.setLong(1, stored.seq());
      words.setString(2, String.join(" ", text.words()));
      words.executeUpdate();
    }
  }

  /** What nobody can read is kept all the same, and found by its place alone. */
  private static EventText textOf(StoredEvent stored) {
    try {
      return EventText.of(stored);
    } catch (RuntimeException e) {
      log.error("{} cannot be searched for", stored, e);
      return new EventText("unreadable-" + stored.seq(), "");
    }
  }

  /**
   * Removes a session's events so that the file does not hold their bytes either.
   *
   * @param gone told after each step how many went with it, once at least: what has gone stays so
   *     when a later step fails
   * @return how many there were
   */
  long forget(String session, LongConsumer gone) throws SQLException {
    execute("PRAGMA secure_delete = ON");
    try {
      long forgotten = 0;
      long step;
      do {
        step = inTransaction(() -> forgetStep(session));
        traces |= step > 0;
        gone.accept(step);
        forgotten += step;
      } while (step > 0);
      if (traces) {
        // The index only marks what is deleted, until all of it is written anew.
        inTransaction(() -> execute("INSERT INTO event_text (event_text) VALUES ('optimize')"));
        compact();
        traces = false;
      }
      return forgotten;
    } finally {
      execute("PRAGMA secure_delete = FAST");
    }
  }

  private long forgetStep(String session) throws SQLException {
    String chosen = "SELECT seq FROM event WHERE session = ? ORDER BY seq LIMIT " + STEP;
    update("DELETE FROM event_text WHERE rowid IN (" + chosen + ")", session);
    return update("DELETE FROM event WHERE seq IN (" + chosen + ")", session);
  }

  /** Gives the free pages back to the disk, and empties the log that still holds old ones. */
  private void compact() throws SQLException {
    inTransaction(() -> execute("PRAGMA incremental_vacuum"));
    try {
      emptyLog();
    } finally {
      connection.setAutoCommit(false);
    }
  }

  private void emptyLog() throws SQLException {
    connection.setAutoCommit(true);
    execute("PRAGMA wal_checkpoint(TRUNCATE)");
  }

  /**
   * Closes a file that is no longer in its place. All that was committed is in it, and nothing in a
   * log beside its place, where SQLite would take it for the next file's.
   */
  void leave() throws SQLException {
    if (connection.isClosed()) {
      return;
    }
    try {
      if (!begun) {
        beginAnew();
      }
      emptyLog();
    } catch (SQLException e) {
      log.warn("What the history committed last did not get into the file that is gone", e);
    }
    connection.close();
  }

  /** Writes through {@code other}, which it owns from now on. */
  void goOnIn(Connection other) {
    connection = other;
    begun = true;
  }

  /**
   * Takes one step towards what {@link Retention} asks for.
   *
   * @return how many of the oldest events went, and why; none when nothing has to go
   */
  LetGo trim() throws SQLException {
    return inTransaction(
        () -> {
          if (bytes() > retention.maxBytes()) {
            return new LetGo(0, remove(lastOfStep()));
          }
          Optional<Instant> now = clock.settled();
          return now.isEmpty() ? LetGo.NONE : new LetGo(remove(lastExpired(now.get())), 0);
        });
  }

  private long remove(long upTo) throws SQLException {
    if (upTo == 0) {
      return 0;
    }
    update("DELETE FROM event_text WHERE rowid <= ?", upTo);
    long gone = update("DELETE FROM event WHERE seq <= ?", upTo);
    execute("PRAGMA incremental_vacuum");
    return gone;
  }

  private long lastOfStep() throws SQLException {
    return number(
        """
        WITH oldest AS (SELECT seq, length(json) AS bytes FROM event ORDER BY seq LIMIT %d),
          summed AS (SELECT seq, sum(bytes) OVER (ORDER BY seq) - bytes AS before FROM oldest)
        SELECT ifnull(max(seq), 0) FROM summed WHERE before < %d
        """
            .formatted(STEP, Math.max(1, retention.maxBytes() / STEPS_OF_ALL)));
  }

  /**
   * The last of the expired events before the first that is not. One with a date of the future was
   * stored while the clock was wrong: it goes with those that came after it.
   */
  private long lastExpired(Instant now) throws SQLException {
    long expired = now.minus(retention.maxAge()).toEpochMilli();
    return number(
        """
        WITH dated AS (
          SELECT seq, stored_at FROM event WHERE stored_at <= %d ORDER BY seq LIMIT %d)
        SELECT ifnull(max(seq), 0) FROM dated
          WHERE seq < ifnull((SELECT min(seq) FROM dated WHERE stored_at >= %d), %d)
        """
            .formatted(now.toEpochMilli(), STEP, expired, Long.MAX_VALUE));
  }

  private long bytes() throws SQLException {
    long pages = number("PRAGMA page_count") - number("PRAGMA freelist_count");
    return pages * number("PRAGMA page_size");
  }

  private long number(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private long update(String sql, Object value) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, value);
      return statement.executeUpdate();
    }
  }

  /** As an update, which runs to the end: incremental_vacuum works a page a row. */
  private int execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
