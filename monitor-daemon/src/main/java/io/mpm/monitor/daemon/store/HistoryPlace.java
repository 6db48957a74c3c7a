package io.mpm.monitor.daemon.store;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the history is where everybody looks for it: a file that was removed or replaced
 * while it was open would go on taking events that nobody finds again. Changed by {@code
 * mpm-history} only.
 */
final class HistoryPlace implements HistoryThread.Place {

  private static final Logger log = LoggerFactory.getLogger(HistoryPlace.class);

  private final HistoryFile file;
  private final HistoryWriter writer;
  private final List<HistoryReader> readers;
  private final RecentEvents recent;
  private boolean lost; // mpm-history only
  private final AtomicInteger losses = new AtomicInteger();

  HistoryPlace(
      HistoryFile file, HistoryWriter writer, List<HistoryReader> readers, RecentEvents recent) {
    this.file = file;
    this.writer = writer;
    this.readers = List.copyOf(readers);
    this.recent = recent;
  }

  /** How often it was lost. Any thread. */
  int losses() {
    return losses.get();
  }

  @Override
  public void hold() throws IOException, SQLException {
    if (!lost && file.isInPlace()) {
      return;
    }
    if (!lost) {
      lost = true;
      losses.incrementAndGet();
      log.error(
          "{} was removed or replaced while it was in use; what it held is known no more but for"
              + " what is in memory, and what comes goes into the file that is there now",
          file);
    }
    for (HistoryReader reader : readers) {
      reader.leave();
    }
    writer.leave();
    writer.goOnIn(opened());
    for (HistoryReader reader : readers) {
      reader.openAnew();
    }
    recent.fileIsAnother();
    lost = false;
  }

  private Connection opened() throws IOException, SQLException {
    Connection connection = file.openToWrite();
    try (HistoryReader found = new HistoryReader(file)) {
      if (found.newest() > recent.memory().newest()) {
        throw new IOException(
            file
                + ": holds events that this daemon does not know; mpm-monitord restart reads them");
      }
      return connection;
    } catch (IOException | SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }
}
