package io.mpm.monitor.daemon.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class SerialExecutorTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String OWN_THREAD = "serial";

  private final SerialExecutor executor = new SerialExecutor(OWN_THREAD, 2, 100);
  private final CountDownLatch gate = new CountDownLatch(1);
  private final CountDownLatch begun = new CountDownLatch(1);

  @AfterEach
  void close() throws InterruptedException {
    gate.countDown();
    executor.close(PATIENCE);
  }

  private static String thread() {
    return Thread.currentThread().getName();
  }

  /** A task that goes on until the gate is opened. */
  private String wait(String answer) {
    begun.countDown();
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return answer;
  }

  @Test
  void submit_runsOnItsOwnThread() throws Exception {
    assertThat(executor.submit(SerialExecutorTest::thread).get()).isEqualTo(OWN_THREAD);
  }

  @Test
  void runOrSubmit_nobodyElseHasATask_isDoneOnTheCallersThreadWhenItReturns() {
    assertThat(executor.runOrSubmit(SerialExecutorTest::thread, 1))
        .isCompletedWithValue(Thread.currentThread().getName());
  }

  @Test
  void runOrSubmit_anotherTaskIsUnderWay_comesAfterItOnTheThread() throws Exception {
    CompletableFuture<String> first = executor.submit(() -> wait("first"));
    begun.await();

    CompletableFuture<String> second = executor.runOrSubmit(SerialExecutorTest::thread, 1);

    assertThat(second).isNotDone();
    gate.countDown();
    assertThat(first.get()).isEqualTo("first");
    assertThat(second.get()).isEqualTo(OWN_THREAD);
  }

  @Test
  void isFree_untilSomebodyHasATask_andNoMoreOnceClosed() throws Exception {
    assertThat(executor.isFree()).isTrue();
    CompletableFuture<String> first = executor.submit(() -> wait("first"));
    begun.await();
    assertThat(executor.isFree()).isFalse();
    gate.countDown();
    first.get();
    await().until(executor::isFree);
    executor.close(PATIENCE);
    assertThat(executor.isFree()).isFalse();
  }

  @Test
  void submit_taskThatACallerRunsItself_isWaitedFor() throws Exception {
    Thread caller = new Thread(() -> executor.runOrSubmit(() -> wait("first"), 1), "caller");
    caller.start();
    begun.await();

    CompletableFuture<String> second = executor.submit(SerialExecutorTest::thread);

    assertThat(second).isNotDone();
    gate.countDown();
    assertThat(second.get()).isEqualTo(OWN_THREAD);
    caller.join();
  }

  @Test
  void tasksOfManyCallers_runOneAtATimeAndInEachOnesOrder() throws Exception {
    try (Callers callers = new Callers()) {
      callers.run();
      assertThat(callers.done).hasSize(Callers.NUMBER * Callers.TASKS);
      for (int caller = 0; caller < Callers.NUMBER; caller++) {
        int number = caller;
        assertThat(callers.done.stream().filter(task -> task[0] == number).map(task -> task[1]))
            .isSorted();
      }
    }
  }

  /** Threads that give it tasks both ways; what they write to is for one thread at a time. */
  private static final class Callers implements AutoCloseable {

    private static final int NUMBER = 4;
    private static final int TASKS = 2_000;

    private final SerialExecutor executor = new SerialExecutor(OWN_THREAD, NUMBER * TASKS, 100);
    private final List<Integer[]> done = new ArrayList<>();

    void run() throws InterruptedException {
      List<Thread> callers = new ArrayList<>();
      for (int caller = 0; caller < NUMBER; caller++) {
        int number = caller;
        callers.add(new Thread(() -> give(number), "caller-" + caller));
      }
      callers.forEach(Thread::start);
      for (Thread caller : callers) {
        caller.join();
      }
      executor.close(PATIENCE);
    }

    private void give(int caller) {
      for (int i = 0; i < TASKS; i++) {
        Integer[] name = {caller, i};
        Supplier<Boolean> task = () -> done.add(name);
        if (i % 7 == 0) {
          executor.submit(task);
        } else {
          executor.runOrSubmit(task, 0);
        }
      }
    }

    @Override
    public void close() {
      executor.abandon();
    }
  }

  @Test
  void taskThatFails_failsItsFutureAndNoOther() throws Exception {
    Supplier<String> broken =
        () -> {
          throw new IllegalStateException("broken");
        };

    assertThatThrownBy(() -> executor.submit(broken).get())
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("broken");
    assertThatThrownBy(() -> executor.runOrSubmit(broken, 1).get())
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("broken");
    assertThat(executor.runOrSubmit(() -> "well", 1).get()).isEqualTo("well");
  }

  @Test
  void submit_moreThanMayWait_areRefused() throws Exception {
    executor.submit(() -> wait("under way"));
    begun.await();
    executor.submit(() -> "waits");
    executor.submit(() -> "waits too");

    assertThat(executor.submit(() -> "too many")).isCompletedExceptionally();
    assertThat(executor.runOrSubmit(() -> "too many", 1)).isCompletedExceptionally();
    gate.countDown();
  }

  @Test
  void close_tellsWhatItGaveUp_andTakesNoMore() throws Exception {
    executor.submit(() -> wait("never ends by itself"));
    begun.await();
    executor.submit(() -> "waits");

    assertThat(executor.close(Duration.ofMillis(1))).isEqualTo(1);

    assertThatThrownBy(() -> executor.runOrSubmit(() -> "late", 1).get())
        .hasCauseInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void submit_whileOthersHoldTooMuch_isRefused_andOneAloneMayHoldMore() throws Exception {
    executor.submit(() -> wait("under way"), 1_000);
    begun.await();

    assertThat(executor.submit(() -> "more", 1)).isCompletedExceptionally();
    CompletableFuture<String> question = executor.submit(() -> "holds nothing");
    gate.countDown();

    assertThat(question.get()).isEqualTo("holds nothing");
    assertThat(executor.submit(() -> "again", 1_000).get()).isEqualTo("again");
  }
}
