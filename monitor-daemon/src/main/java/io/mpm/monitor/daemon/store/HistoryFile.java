package io.mpm.monitor.daemon.store;

import io.mpm.monitor.protocol.home.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The SQLite file of a history: its owner's alone, and of a schema that this program knows. */
final class HistoryFile {

  /** Marks the file as ours: "MPMh". */
  private static final int APPLICATION_ID = 0x4d504d68;

  private static final String DAMAGED = "is damaged or no history";
  private static final String FOREIGN = "is a database, but no history of mpm-monitord";

  private static final int BUSY_MILLIS = 5_000;

  /** What the log beside the file keeps of the disk once its pages are in the file. */
  static final long WAL_BYTES = 16L << 20;

  private final Path path;
  private final List<List<String>> migrations;
  private volatile @Nullable Object opened;

  HistoryFile(Path path) {
    this(path, HistorySchema.MIGRATIONS);
  }

  /**
   * A file at {@code path}.
   *
   * @param migrations the statements that lead from each version of the schema to the next one
   */
  HistoryFile(Path path, List<List<String>> migrations) {
    this.path = path;
    this.migrations = migrations;
  }

  /**
   * Opens the file to write, makes it when there is none, and brings its schema up to date.
   *
   * @throws HistoryUnusableException when it is damaged, or no history, or a newer program's
   */
  Connection openToWrite() throws IOException {
    NativeLibrary.load(folder());
    PrivateFiles.file(path);
    try {
      Connection connection = prepared(config().createConnection(url()));
      opened = identity();
      return connection;
    } catch (SQLException e) {
      throw unusable(e);
    }
  }

  /** Whether the file in its place is the one that was opened to write. */
  boolean isInPlace() {
    return Objects.equals(identity(), opened);
  }

  private @Nullable Object identity() {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    } catch (IOException e) {
      // There is none, or none that anybody can look at.
      return null;
    }
  }

  /**
   * Refuses what {@link #openToWrite} would refuse, as far as the file's first bytes tell. Changes
   * nothing.
   */
  void requireUsable() throws IOException {
    if (Files.notExists(path)) {
      return;
    }
    HistoryHeader header = HistoryHeader.read(path);
    if (!header.isDatabase()) {
      throw new HistoryUnusableException(path, DAMAGED);
    }
    if (header.application() != 0 && header.application() != APPLICATION_ID) {
      throw new HistoryUnusableException(path, FOREIGN);
    }
    requireKnown(header.version());
  }

  private Connection prepared(Connection connection) throws SQLException, HistoryUnusableException {
    try (Statement statement = connection.createStatement()) {
      requireOurs(statement);
      // The first counts only before the first page is written.
      statement.execute("PRAGMA auto_vacuum = INCREMENTAL");
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA journal_size_limit = " + WAL_BYTES);
      statement.execute("PRAGMA synchronous = NORMAL");
      // Pages that are split would keep copies of events that are deleted later.
      statement.execute("PRAGMA secure_delete = FAST");
      connection.setAutoCommit(false);
      migrate(connection, statement);
      return connection;
    } catch (SQLException | HistoryUnusableException e) {
      connection.close();
      throw e;
    }
  }

  /** Opens the file to read only; it must have been opened to write before, by anybody. */
  Connection openToRead() throws SQLException {
    try {
      NativeLibrary.load(folder());
    } catch (IOException e) {
      throw new SQLException(e.getMessage(), e);
    }
    SQLiteConfig config = config();
    config.setReadOnly(true);
    return config.createConnection(url());
  }

  private SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    return config;
  }

  private Path folder() {
    return Objects.requireNonNull(path.toAbsolutePath().getParent(), "a file lies in a folder");
  }

  private String url() {
    return "jdbc:sqlite:" + path;
  }

  private void requireOurs(Statement statement) throws SQLException, HistoryUnusableException {
    boolean empty = number(statement, "SELECT count(*) FROM sqlite_master") == 0;
    if (!empty && number(statement, "PRAGMA application_id") != APPLICATION_ID) {
      throw new HistoryUnusableException(path, FOREIGN);
    }
    requireKnown(number(statement, "PRAGMA user_version"));
  }

  private void requireKnown(int version) throws HistoryUnusableException {
    if (version > migrations.size()) {
      throw new HistoryUnusableException(
          path,
          "was written by a newer mpm-monitord (schema %d; this one knows %d)"
              .formatted(version, migrations.size()));
    }
  }

  private void migrate(Connection connection, Statement statement) throws SQLException {
    for (int version = number(statement, "PRAGMA user_version");
        version < migrations.size();
        version++) {
      for (String step : migrations.get(version)) {
        statement.execute(step);
      }
      statement.execute("PRAGMA application_id = " + APPLICATION_ID);
      statement.execute("PRAGMA user_version = " + (version + 1));
      connection.commit();
    }
  }

  private static int number(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getInt(1);
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }

  /** What the file and the log beside it take of the disk now. */
  long bytes() {
    return sizeOf(path) + sizeOf(path.resolveSibling(path.getFileName() + "-wal"));
  }

  private static long sizeOf(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      // The log comes and goes.
      return 0;
    }
  }

  /** What to tell the owner of a file that SQLite does not take. */
  IOException unusable(SQLException error) {
    if (error instanceof SQLiteException sqlite && isDamage(sqlite.getResultCode())) {
      return new HistoryUnusableException(path, DAMAGED);
    }
    return new IOException(path + ": cannot be used as history: " + error.getMessage(), error);
  }

  private static boolean isDamage(SQLiteErrorCode code) {
    int primary = code.code & 0xff;
    return primary == SQLiteErrorCode.SQLITE_CORRUPT.code
        || primary == SQLiteErrorCode.SQLITE_NOTADB.code;
  }
}
