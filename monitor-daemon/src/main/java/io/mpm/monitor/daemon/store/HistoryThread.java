package io.mpm.monitor.daemon.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread {@code mpm-history}, which alone changes the file: commits together what has come
 * together, and between commits lets old events go. While the disk fails it tries again, and nobody
 * is told that anything is kept; producers then keep it.
 */
final class HistoryThread {

  private static final Logger log = LoggerFactory.getLogger(HistoryThread.class);

  private static final int MAX_WAITING = 4_096;
  private static final int MAX_TOGETHER = 512;
  private static final long RETRY_MILLIS = 1_000;
  private static final long TRIM_EVERY_SECONDS = 60;

  /** Retention looks again after so many events: some megabytes. */
  private static final int TRIM_EVERY_EVENTS = 1_000;

  private static final long CLOSE_MILLIS = 2_000;

  /** Hears of each change once it is committed. */
  interface Listener {

    void kept(List<StoredEvent> events);

    void trimmed(long events);

    void forgotten(String session, long events);
  }

  /** What can be asked of the thread. */
  private sealed interface Task {

    record Append(StoredEvent event) implements Task {}

    record Keep(CompletableFuture<Void> done) implements Task {}

    record Forget(String session, CompletableFuture<Long> done) implements Task {}

    record Stop() implements Task {}
  }

  private final BlockingQueue<Task> tasks = new ArrayBlockingQueue<>(MAX_WAITING);
  private final HistoryWriter writer;
  private final Listener listener;
  private final Thread thread = new Thread(this::run, "mpm-history");
  private int sinceTrim;
  private volatile boolean closing;
  private volatile boolean failing;

  /**
   * Starts the thread.
   *
   * @param listener told, on this thread, what was done
   */
  HistoryThread(HistoryWriter writer, Listener listener) {
    this.writer = writer;
    this.listener = listener;
    thread.start();
  }

  void append(StoredEvent event) {
    put(new Task.Append(event));
  }

  CompletableFuture<Void> keep() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    put(new Task.Keep(done));
    return done;
  }

  CompletableFuture<Long> forget(String session) {
    CompletableFuture<Long> done = new CompletableFuture<>();
    put(new Task.Forget(session, done));
    return done;
  }

  /** Whether the last attempt to commit failed. Any thread. */
  boolean isFailing() {
    return failing;
  }

  private void put(Task task) {
    if (closing) {
      throw new IllegalStateException("the history is closed");
    }
    try {
      tasks.put(task);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the history's disk was behind", e);
    }
  }

  private void run() {
    List<Task> together = new ArrayList<>();
    boolean running = true;
    while (running) {
      try {
        Task first = tasks.poll(TRIM_EVERY_SECONDS, TimeUnit.SECONDS);
        if (first != null) {
          together.add(first);
          tasks.drainTo(together, MAX_TOGETHER - 1);
          running = work(together);
          together.clear();
        }
        trim(first == null);
      } catch (InterruptedException e) {
        log.warn("The history ended before its disk took everything; producers got no ack for it");
        running = false;
      } catch (RuntimeException e) {
        // Were it the thread's end, nothing would be kept any more. Who waits gets no answer now.
        log.error("The history goes on after a failure that nobody foresaw", e);
        together.clear();
      }
    }
  }

  /** Commits before each task that is more than an event; false after the last one. */
  private boolean work(List<Task> together) throws InterruptedException {
    List<StoredEvent> events = new ArrayList<>();
    List<CompletableFuture<Void>> waiting = new ArrayList<>();
    boolean running = true;
    for (Task task : together) {
      if (task instanceof Task.Append append) {
        events.add(append.event());
      } else if (task instanceof Task.Keep keep) {
        waiting.add(keep.done());
      } else if (task instanceof Task.Forget forget) {
        commit(events, waiting);
        forget(forget);
      } else {
        running = false;
      }
    }
    commit(events, waiting);
    return running;
  }

  private void commit(List<StoredEvent> events, List<CompletableFuture<Void>> waiting)
      throws InterruptedException {
    if (!events.isEmpty()) {
      persist(events);
      sinceTrim += events.size();
      listener.kept(List.copyOf(events));
      events.clear();
    }
    waiting.forEach(done -> done.complete(null));
    waiting.clear();
  }

  private void persist(List<StoredEvent> events) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        writer.insert(events);
        failing = false;
        return;
      } catch (SQLException | RuntimeException e) {
        failing = true;
        if (attempt == 1) {
          log.error("The history cannot be written; trying again every second", e);
        }
        if (closing) {
          throw new InterruptedException("closing");
        }
        Thread.sleep(RETRY_MILLIS);
      }
    }
  }

  private void forget(Task.Forget forget) {
    try {
      long forgotten = writer.forget(forget.session());
      listener.forgotten(forget.session(), forgotten);
      forget.done().complete(forgotten);
    } catch (SQLException | RuntimeException e) {
      forget.done().completeExceptionally(e);
    }
  }

  private void trim(boolean idle) {
    if (!idle && sinceTrim < TRIM_EVERY_EVENTS) {
      return;
    }
    long toGo = idle ? Long.MAX_VALUE : 2L * sinceTrim;
    sinceTrim = 0;
    try {
      long gone = writer.trim();
      while (gone > 0) {
        listener.trimmed(gone);
        toGo -= gone;
        // Twice as fast as they came, so that a history over its bounds shrinks under any load.
        gone = toGo > 0 || tasks.isEmpty() ? writer.trim() : 0;
      }
    } catch (SQLException e) {
      log.warn("Old events could not be removed from the history", e);
    }
  }

  /** Commits what was appended and ends; gives up after 2 s of a failing disk. */
  void close() {
    closing = true;
    try {
      if (!tasks.offer(new Task.Stop(), CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
        thread.interrupt();
      }
      thread.join(CLOSE_MILLIS);
      if (thread.isAlive()) {
        thread.interrupt();
        thread.join(CLOSE_MILLIS);
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
