package io.mpm.monitor.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.buffer.PooledByteBufAllocator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Clients that stop reading while events flow, or while they ask. */
class SlowClientFaultsTest {

  private static final int FROZEN = 10;
  private static final int BATCHES = 150;
  private static final int EVENTS_PER_BATCH = 10;

  private static final int EVENTS_ASKED_FOR = 20;
  private static final int QUESTIONS = 50;

  /** Ten times the high-water mark of every frozen client, and far below what was published. */
  private static final long MEMORY_BOUND = 64L << 20;

  private static List<ObjectNode> batch(int number) {
    List<ObjectNode> events = new ArrayList<>();
    for (int i = 0; i < EVENTS_PER_BATCH; i++) {
      ObjectNode event = TestDaemon.event(number + "-" + i, "s");
      event.withObject("data").put("content", "x".repeat(60_000));
      events.add(event);
    }
    return events;
  }

  @Test
  void d4_clientsThatNeverRead_costTheirBoundAndDelayNobody() {
    List<RawClient> frozen = new ArrayList<>();
    try (TestDaemon daemon = TestDaemon.start();
        RawClient healthy = daemon.connect("dashboard");
        RawClient producer = daemon.connect("producer")) {
      await().until(() -> healthy.events("welcome").size() == 1);
      for (int i = 0; i < FROZEN; i++) {
        RawClient client = daemon.connect("dashboard");
        await().until(() -> client.events("welcome").size() == 1);
        client.pause();
        frozen.add(client);
      }

      List<String> published = new ArrayList<>();
      for (int i = 0; i < BATCHES; i++) {
        List<ObjectNode> events = batch(i);
        producer.send(TestDaemon.publish(events));
        events.forEach(event -> published.add(event.path("id").asText()));
        int sent = published.size();
        await().pollInterval(Duration.ofMillis(2)).until(() -> healthy.packets().size() >= sent);
      }

      await().untilAsserted(() -> assertThat(healthy.liveIds()).isEqualTo(published));
      assertThat(PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory())
          .isLessThan(MEMORY_BOUND);

      RawClient thawed = frozen.get(0);
      thawed.resume();
      await().until(() -> thawed.liveIds().contains(published.get(published.size() - 1)));
      long missed =
          thawed.events("gap").stream().mapToLong(gap -> gap.path("count").asLong()).sum();
      List<String> seen = thawed.liveIds();
      assertThat(seen.size() + missed).isEqualTo(published.size());
      assertThat(seen).isSubsetOf(published).doesNotHaveDuplicates();
      assertThat(IntStream.range(1, seen.size()))
          .allMatch(i -> published.indexOf(seen.get(i - 1)) < published.indexOf(seen.get(i)));
    } finally {
      frozen.forEach(RawClient::close);
    }
  }

  /** The answers to all that it asks would be many times what may be kept for it. */
  @Test
  void d4_clientThatAsksAndNeverReads_costsItsBoundAndIsAnsweredOnceItReads() {
    try (TestDaemon daemon = TestDaemon.start();
        RawClient producer = daemon.connect("producer");
        RawClient other = daemon.connect("dashboard");
        RawClient deaf = daemon.connect("dashboard")) {
      await().until(() -> deaf.events("welcome").size() == 1);
      for (int i = 0; i < EVENTS_ASKED_FOR / EVENTS_PER_BATCH; i++) {
        producer.send(TestDaemon.publish(batch(i)));
      }
      await().until(() -> deaf.liveIds().size() == EVENTS_ASKED_FOR);

      deaf.pause();
      long before = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
      for (int i = 0; i < QUESTIONS; i++) {
        deaf.send("42[\"get_history\",{\"limit\":" + EVENTS_ASKED_FOR + "}]");
      }
      // One loop serves all: what lay in a socket before the first question has been read by then.
      for (int i = 1; i <= 2; i++) {
        int answers = 1 + i;
        other.send("42[\"get_status\"]");
        await().until(() -> other.events("status").size() == answers);
      }
      assertThat(PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory() - before)
          .isLessThan(MEMORY_BOUND / 4);

      deaf.resume();
      await().until(() -> deaf.events("history").size() == QUESTIONS);
    }
  }
}
