package io.mpm.monitor.daemon.ingest;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Runs tasks one at a time, each of which sees all that those before it did: on a thread of its
 * own, or on the caller's while nobody else has a task. The tasks of one caller run in the order in
 * which it gave them.
 */
final class SerialExecutor {

  private final ThreadPoolExecutor thread;
  private final ReentrantLock turn = new ReentrantLock();

  /** Tasks that the thread has been given and has not done. */
  private final AtomicInteger pending = new AtomicInteger();

  private final AtomicLong pendingBytes = new AtomicLong();
  private final long maxBytes;

  /**
   * Starts when the first task comes.
   *
   * @param maxWaiting tasks that may wait for the thread; more are refused
   * @param maxBytes what the thread's tasks may hold together; one alone may hold more
   */
  SerialExecutor(String name, int maxWaiting, long maxBytes) {
    this.maxBytes = maxBytes;
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(maxWaiting),
            task -> new Thread(task, name));
  }

  /** As {@link #submit(Supplier, long)}, of a task that holds next to nothing. */
  <T> CompletableFuture<T> submit(Supplier<T> task) {
    return submit(task, 0);
  }

  /**
   * Runs it on the thread. Fails when too many wait, when it is closed, or as the task does.
   *
   * @param bytes how much memory the task holds
   */
  <T> CompletableFuture<T> submit(Supplier<T> task, long bytes) {
    pending.incrementAndGet();
    long before = pendingBytes.getAndAdd(bytes);
    try {
      if (bytes > 0 && before > 0 && before + bytes > maxBytes) {
        throw new RejectedExecutionException("others hold " + before + " bytes");
      }
      return CompletableFuture.supplyAsync(() -> inTurn(task, bytes), thread);
    } catch (RejectedExecutionException e) {
      done(bytes);
      return CompletableFuture.failedFuture(e);
    }
  }

  private <T> T inTurn(Supplier<T> task, long bytes) {
    turn.lock();
    try {
      return task.get();
    } finally {
      turn.unlock();
      done(bytes);
    }
  }

  private void done(long bytes) {
    pendingBytes.addAndGet(-bytes);
    pending.decrementAndGet();
  }

  /** Whether nobody has a task, so that the next one would wait for nobody. */
  boolean isFree() {
    return pending.get() == 0 && !turn.isLocked() && !thread.isShutdown();
  }

  /** Runs it before this returns if that means waiting for nobody; else as {@link #submit} does. */
  <T> CompletableFuture<T> runOrSubmit(Supplier<T> task, long bytes) {
    if (pending.get() == 0 && turn.tryLock()) {
      try {
        if (!thread.isShutdown()) {
          return CompletableFuture.completedFuture(task.get());
        }
      } catch (RuntimeException | Error e) {
        // As on the thread: memory outside the heap is refused by an error.
        return CompletableFuture.failedFuture(e);
      } finally {
        turn.unlock();
      }
    }
    return submit(task, bytes);
  }

  /**
   * Takes no more tasks, does those that it has for at most {@code patience}, and ends the thread.
   *
   * @return how many tasks were given up
   */
  int close(Duration patience) throws InterruptedException {
    thread.shutdown();
    int givenUp = 0;
    if (!thread.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      givenUp = thread.shutdownNow().size();
    }
    // One that a caller runs himself may have begun before.
    if (turn.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      turn.unlock();
    }
    return givenUp;
  }

  /** Ends the thread without waiting for anything. */
  void abandon() {
    thread.shutdownNow();
  }
}
