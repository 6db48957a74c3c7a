package io.mpm.monitor.daemon.store;

import java.io.IOException;
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

  /** Retention looks again after so many events, or so many bytes of them. */
  private static final int TRIM_EVERY_EVENTS = 1_000;

  private static final long TRIM_EVERY_BYTES = 2 << 20;

  private static final long CLOSE_MILLIS = 2_000;

  /** What the end of one commit may take after that. */
  private static final long LAST_MILLIS = 500;

  /** Hears of each change once it is committed. */
  interface Listener {

    void kept(List<StoredEvent> events);

    void trimmed(LetGo gone);

    void forgotten(String session, long events);

    /** It failed to take in one of the former: what it knows comes from the file from now on. */
    void readAnew();
  }

  /** Where the history is. */
  interface Place {

    /** Makes sure that what is written next is written where it will be looked for. */
    void hold() throws IOException, SQLException;
  }

  /** What may fail and is tried again. */
  private interface Attempt {
    void make() throws IOException, SQLException;
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
  private final Place place;
  private final Listener listener;
  private final Thread thread = new Thread(this::run, "mpm-history");
  private final CountDownLatch closing = new CountDownLatch(1);
  private int sinceTrim; // mpm-history only
  private long bytesSinceTrim; // mpm-history only
  private boolean stale; // mpm-history only
  private volatile boolean ended;

  /**
   * Starts the thread.
   *
   * @param maxBytes how much of events may wait for the disk
   * @param listener told, on this thread, what was done
   */
  HistoryThread(HistoryWriter writer, Place place, long maxBytes, Listener listener) {
    this.writer = writer;
    this.place = place;
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
      return !ended && backlog.hasRoom(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void append(StoredEvent event) {
    if (isOver()) {
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

  /** Whether the last attempt to commit failed, or there will be none any more. Any thread. */
  boolean isFailing() {
    return backlog.isFailing();
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private boolean isOver() {
    return isClosing() || ended;
  }

  private void ask(Task task, CompletableFuture<?> done) {
    if (isOver()) {
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
    try {
      while (serve(together)) {
        together.clear();
      }
    } catch (InterruptedException e) {
      // Who closes the history waits no longer for its disk.
    } catch (RuntimeException | Error e) {
      backlog.refused();
      log.error("The history has come to an end before its daemon, and takes no events", e);
    } finally {
      end(together);
    }
  }

  /** Does what has come; false when that was the last. */
  private boolean serve(List<Task> together) throws InterruptedException {
    Task first = tasks.poll(TRIM_EVERY_SECONDS, TimeUnit.SECONDS);
    boolean more = true;
    if (first != null) {
      together.add(first);
      tasks.drainTo(together, MAX_TOGETHER - 1);
      more = work(together);
    } else {
      insist("found", place::hold);
      backlog.taken(List.of());
    }
    trim(first == null);
    return more;
  }

  private void end(List<Task> together) {
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
      List<StoredEvent> batch = List.copyOf(events);
      insist("written", () -> insert(batch));
      backlog.taken(batch);
      sinceTrim += batch.size();
      bytesSinceTrim += batch.stream().mapToLong(event -> event.json().length).sum();
      tell(() -> listener.kept(batch));
      events.clear();
    }
    refresh();
    waiting.forEach(done -> done.complete(null));
    waiting.clear();
  }

  private void insert(List<StoredEvent> batch) throws IOException, SQLException {
    place.hold();
    writer.insert(batch);
  }

  /** Tries until it works; once more only when the history closes. */
  private void insist(String wanted, Attempt attempt) throws InterruptedException {
    for (int count = 1; ; count++) {
      boolean last = isClosing();
      try {
        attempt.make();
        if (count > 1) {
          log.info("The history is {} again", wanted);
        }
        return;
      } catch (IOException | SQLException | RuntimeException e) {
        backlog.refused();
        if (count == 1) {
          log.error("The history cannot be {}; trying again every second", wanted, e);
        }
        if (last) {
          throw new InterruptedException("closing");
        }
        closing.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
      }
    }
  }

  /** What is committed stays so, whatever becomes of the news. */
  private void tell(Runnable news) {
    try {
      news.run();
    } catch (RuntimeException e) {
      log.error("What the history did was not taken in; it is read from the file instead", e);
      stale = true;
    }
  }

  /** Before anybody hears that he can read something, he can. */
  private void refresh() throws InterruptedException {
    if (stale) {
      insist("read", listener::readAnew);
      backlog.taken(List.of());
      stale = false;
    }
  }

  private void forget(Task.Forget forget) throws InterruptedException {
    String session = forget.session();
    try {
      place.hold();
      long forgotten =
          writer.forget(session, gone -> tell(() -> listener.forgotten(session, gone)));
      refresh();
      forget.done().complete(forgotten);
    } catch (IOException | SQLException | RuntimeException e) {
      forget.done().completeExceptionally(e);
    }
  }

  private void trim(boolean idle) throws InterruptedException {
    if (!idle && sinceTrim < TRIM_EVERY_EVENTS && bytesSinceTrim < TRIM_EVERY_BYTES) {
      return;
    }
    long toGo = idle ? 0 : 2L * sinceTrim;
    sinceTrim = 0;
    bytesSinceTrim = 0;
    LetGo all = LetGo.NONE;
    try {
      LetGo gone = writer.trim();
      while (gone.events() > 0) {
        LetGo step = gone;
        tell(() -> listener.trimmed(step));
        all = all.and(step);
        toGo -= step.events();
        // While nothing waits; else twice as fast as they came, so that it shrinks under any load.
        boolean more = toGo > 0 || tasks.isEmpty();
        gone = more && !isClosing() ? writer.trim() : LetGo.NONE;
      }
    } catch (SQLException | RuntimeException e) {
      log.warn("Old events could not be removed from the history", e);
    }
    log(all);
    refresh();
  }

  private static void log(LetGo gone) {
    if (gone.events() > 0) {
      log.info(
          "The history let its oldest events go: {} are older than history.max_days allows, {} took"
              + " more room than history.max_mb",
          gone.forAge(),
          gone.forRoom());
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
