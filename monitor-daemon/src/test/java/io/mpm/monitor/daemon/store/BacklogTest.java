package io.mpm.monitor.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class BacklogTest {

  private static final long FOR_EVER = TimeUnit.HOURS.toMillis(1);
  private static final StoredEvent EVENT = EventStoreContract.event(1);
  private static final int BYTES = EVENT.json().length;

  private final Backlog backlog = new Backlog(3, 2L * BYTES);

  private boolean hasRoomNow() throws InterruptedException {
    return backlog.hasRoom(0);
  }

  @Test
  void hasRoom_untilAnEventHasGoneOverTheBytes() throws Exception {
    backlog.add(EVENT);
    assertThat(hasRoomNow()).isTrue();
    backlog.add(EventStoreContract.event(1, "t", "s", "x".repeat(1_000)));
    assertThat(hasRoomNow()).isFalse();
    assertThat(backlog.events()).isEqualTo(2);
  }

  @Test
  void hasRoom_untilThereAreSoMany() throws Exception {
    Backlog few = new Backlog(2, 1 << 20);
    few.add(EVENT);
    assertThat(few.hasRoom(0)).isTrue();
    few.add(EVENT);
    assertThat(few.hasRoom(0)).isFalse();
    few.taken(List.of(EVENT));
    assertThat(few.hasRoom(0)).isTrue();
  }

  @Test
  void hasRoom_diskIsBehind_isToldWhenItHasTakenSome() throws Exception {
    CompletableFuture<Boolean> asked = askWhileFull();

    backlog.taken(List.of(EVENT));

    assertThat(asked.get()).isTrue();
  }

  @Test
  void hasRoom_diskBeginsToTakeNothing_isNotWaitedFor() throws Exception {
    CompletableFuture<Boolean> asked = askWhileFull();

    backlog.refused();

    assertThat(asked.get()).isFalse();
    assertThat(backlog.isFailing()).isTrue();
    assertThat(backlog.hasRoom(FOR_EVER)).isFalse();
    backlog.taken(List.of(EVENT));
    assertThat(backlog.isFailing()).isFalse();
    assertThat(hasRoomNow()).isTrue();
  }

  @Test
  void hasRoom_historyEnds_isNotWaitedFor() throws Exception {
    CompletableFuture<Boolean> asked = askWhileFull();

    backlog.close();

    assertThat(asked.get()).isFalse();
  }

  @Test
  void hasRoom_diskIsBehindForTooLong_isNotWaitedForAnyMore() throws Exception {
    backlog.add(EVENT);
    backlog.add(EVENT);
    assertThat(backlog.hasRoom(1)).isFalse();
  }

  /** By a thread that waits for the answer when this returns. */
  private CompletableFuture<Boolean> askWhileFull() {
    backlog.add(EVENT);
    backlog.add(EVENT);
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    Thread asking =
        new Thread(
            () -> {
              try {
                answer.complete(backlog.hasRoom(FOR_EVER));
              } catch (InterruptedException e) {
                answer.completeExceptionally(e);
              }
            },
            "asking");
    asking.start();
    await().until(() -> asking.getState() == Thread.State.TIMED_WAITING);
    return answer;
  }
}
