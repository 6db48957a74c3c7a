package io.mpm.monitor.daemon.hub;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.corundumstudio.socketio.scheduler.SchedulerKey;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoopTimersTest {

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final LoopTimers timers = new LoopTimers(channel.eventLoop());
  private final List<String> ran = new ArrayList<>();

  @BeforeEach
  void stopTheClock() {
    channel.freezeTime();
  }

  @AfterEach
  void close() {
    channel.close();
  }

  @Test
  void timer_whenDue_runsOnceAndIsForgotten() {
    timers.schedule(ping("a"), () -> ran.add("a"), 5, SECONDS);

    pass(4);
    assertThat(ran).isEmpty();
    pass(1);
    assertThat(ran).containsExactly("a");
    assertThat(timers.pending()).isZero();
    pass(60);
    assertThat(ran).containsExactly("a");
  }

  @Test
  void timer_ofTheSameKey_takesThePlaceOfTheOneBefore() {
    timers.schedule(ping("a"), () -> ran.add("first"), 5, SECONDS);
    timers.scheduleCallback(ping("a"), () -> ran.add("second"), 10, SECONDS);
    timers.schedule(ping("b"), () -> ran.add("other"), 5, SECONDS);

    pass(60);

    assertThat(ran).containsExactly("other", "second");
  }

  @Test
  void timer_cancelled_neverRuns() {
    timers.schedule(ping("a"), () -> ran.add("a"), 5, SECONDS);
    timers.cancel(ping("a"));
    timers.cancel(ping("never was"));

    pass(60);

    assertThat(ran).isEmpty();
    assertThat(timers.pending()).isZero();
  }

  /** As the heartbeat does. */
  @Test
  void timer_thatSetsItsOwnKeyAgain_goesOn() {
    timers.schedule(
        ping("a"),
        () -> timers.schedule(ping("a"), () -> ran.add("again"), 5, SECONDS),
        5,
        SECONDS);

    pass(5);
    assertThat(timers.pending()).isOne();
    pass(5);

    assertThat(ran).containsExactly("again");
  }

  private void pass(int seconds) {
    channel.advanceTimeBy(seconds, SECONDS);
    channel.runScheduledPendingTasks();
  }

  private static SchedulerKey ping(String client) {
    return new SchedulerKey(SchedulerKey.Type.PING, client);
  }
}
