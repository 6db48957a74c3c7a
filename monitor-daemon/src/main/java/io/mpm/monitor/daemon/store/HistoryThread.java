package io.mpm.monitor.daemon.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread {@code mpm-history}, which alone changes the file: commits together what has come
 * together, and between commits lets old events go. While the disk fails it tries again, and nobody
 * is told that anything is kept; producers then keep it. Nobody waits for it but in {@link
 * #hasRoom} and {@link #close}.
 */
final class HistoryThread {

  private static final Logger log = LoggerFactory.getLogger(HistoryThread.class);

  private static final int MAX_WAITING = 4_096;

  /** Events, and after each of them somebody who waits for it. */
  private static final int MAX_TASKS = 2 * MAX_WAITING;

  private static final int MAX_TOGETHER = 512;
  private static final long RETRY_MILLIS = 1_000;

  /** What a disk may be behind before its events are no longer waited for. */
  private static final long PATIENCE_MILLIS = 1_000;

  private static final long TRIM_EVERY_SECONDS = 60;

  /** Retention looks again after so many events: some megabytes. */
  private static final int TRIM_EVERY_EVENTS = 1_000;

  private static final long CLOSE_MILLIS = 2_000;

  /** What the end of one commit may take after that. */
  private static final long LAST_MILLIS = 500;

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

  private final BlockingQueue<Task> tasks = new LinkedBlockingQueue<>();
  private final Backlog backlog;
  private final HistoryWriter writer;
  private final Listener listener;
  private final Thread thread = new Thread(this::run, "mpm-history");
  private final CountDownLatch closing = new CountDownLatch(1);
  private int sinceTrim;
  private volatile boolean ended;

  /**
   * Starts the thread.
   *
   * @param maxBytes how much of events may wait for the disk
   * @param listener told, on this thread, what was done
   */
  HistoryThread(HistoryWriter writer, long maxBytes, Listener listener) {
    this.writer = writer;
    this.backlog = new Backlog(MAX_WAITING, maxBytes);
    this.listener = listener;
    thread.start();
  }

  /**
   * Whether one more event may wait for the disk. Waits a second at most while the disk is behind,
   * and not at all while it takes nothing.
   */
  boolean hasRoom() {
    try {
      return backlog.hasRoom(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void append(StoredEvent event) {
    if (isClosing()) {
      throw new IllegalStateException("the history is closed");
    }
    backlog.add(event);
    put(new Task.Append(event));
  }

  CompletableFuture<Void> keep() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    ask(new Task.Keep(done), done);
    return done;
  }

  CompletableFuture<Long> forget(String session) {
    CompletableFuture<Long> done = new CompletableFuture<>();
    ask(new Task.Forget(session, done), done);
    return done;
  }

  /** Whether the last attempt to commit failed. Any thread. */
  boolean isFailing() {
    return backlog.isFailing();
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void ask(Task task, CompletableFuture<?> done) {
    if (isClosing()) {
      done.completeExceptionally(new IllegalStateException("the history is closed"));
    } else if (tasks.size() >= MAX_TASKS) {
      done.completeExceptionally(new IllegalStateException("too many wait for the history's disk"));
    } else {
      put(task);
    }
  }

  private void put(Task task) {
    tasks.add(task);
    if (ended) {
      // The thread may have looked for the last time before that.
      giveUpAll();
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
        running = false;
      } catch (RuntimeException e) {
        // Were it the thread's end, nothing would be kept any more. Who waits gets no answer now.
        log.error("The history goes on after a failure that nobody foresaw", e);
        together.clear();
      }
    }
    ended = true;
    giveUp(together);
    giveUpAll();
    if (backlog.events() > 0) {
      log.warn(
          "The history ended before its disk took {} events; no producer got an ack for them",
          backlog.events());
    }
  }

  private void giveUpAll() {
    List<Task> left = new ArrayList<>();
    tasks.drainTo(left);
    giveUp(left);
  }

  /** Tells those who wait and have not been told otherwise. */
  private static void giveUp(List<Task> left) {
    IllegalStateException reason = new IllegalStateException("the history has ended before that");
    for (Task task : left) {
      if (task instanceof Task.Keep keep) {
        keep.done().completeExceptionally(reason);
      } else if (task instanceof Task.Forget forget) {
        forget.done().completeExceptionally(reason);
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
      boolean last = isClosing();
      try {
        writer.insert(events);
        backlog.taken(events);
        if (attempt > 1) {
          log.info("The history is written again");
        }
        return;
      } catch (SQLException | RuntimeException e) {
        backlog.refused();
        if (attempt == 1) {
          log.error("The history cannot be written; trying again every second", e);
        }
        if (last) {
          throw new InterruptedException("closing");
        }
        closing.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
      }
    }
  }

  private void forget(Task.Forget forget) {
    try {
      String session = forget.session();
      long forgotten = writer.forget(session, gone -> listener.forgotten(session, gone));
      forget.done().complete(forgotten);
    } catch (SQLException | RuntimeException e) {
      forget.done().completeExceptionally(e);
    }
  }

  private void trim(boolean idle) {
    if (!idle && sinceTrim < TRIM_EVERY_EVENTS) {
      return;
    }
    long toGo = idle ? 0 : 2L * sinceTrim;
    sinceTrim = 0;
    try {
      long gone = writer.trim();
      while (gone > 0) {
        listener.trimmed(gone);
        toGo -= gone;
        // While nothing waits; else twice as fast as they came, so that it shrinks under any load.
        boolean more = toGo > 0 || tasks.isEmpty();
        gone = more && !isClosing() ? writer.trim() : 0;
      }
    } catch (SQLException e) {
      log.warn("Old events could not be removed from the history", e);
    }
  }

  /**
   * Commits what was appended and ends: after one more attempt while the disk takes nothing, after
   * some 2 s while it is slow.
   *
   * @return whether the thread has ended; else the writer is still in use
   */
  boolean close() {
    closing.countDown();
    backlog.close();
    tasks.add(new Task.Stop());
    try {
      thread.join(CLOSE_MILLIS);
      if (thread.isAlive()) {
        thread.interrupt();
        thread.join(LAST_MILLIS);
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }
}
