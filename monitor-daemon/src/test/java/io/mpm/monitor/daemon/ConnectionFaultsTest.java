package io.mpm.monitor.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many connections, idle ones, and status under load. */
class ConnectionFaultsTest {

  private TestDaemon daemon;
  private final List<Socket> idle = new ArrayList<>();

  @BeforeEach
  void start() {
    daemon = TestDaemon.start();
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket socket : idle) {
      socket.close();
    }
    daemon.close();
  }

  @Test
  void d5_moreConnectionsThanAllowed_areClosedAndThoseThatWereThereLive() throws IOException {
    try (RawClient dashboard = daemon.connect("dashboard");
        RawClient producer = daemon.connect("producer")) {
      await().until(() -> dashboard.events("welcome").size() == 1);
      for (int i = 0; i < 1_000; i++) {
        idle.add(new Socket(InetAddress.getLoopbackAddress(), daemon.port()));
      }
      Socket first = idle.get(0);
      first.setSoTimeout(5_000);
      assertThat(first.getInputStream().read()).as("closed by the daemon").isEqualTo(-1);

      producer.send(TestDaemon.publish(List.of(TestDaemon.event("1", "s"))));
      await().until(() -> dashboard.liveIds().size() == 1);
    }
    for (Socket socket : idle) {
      socket.close();
    }
    await()
        .untilAsserted(
            () -> assertThat(daemon.health().path("status").asText()).isEqualTo("healthy"));
  }

  @Test
  void d5_strangersHoldEveryPlaceTheyGet_whoShowsTheTokenGetsIn() throws IOException {
    try (RawClient there = daemon.connect("dashboard")) {
      await().until(() -> there.events("welcome").size() == 1);
      for (int i = 0; i < 400; i++) {
        idle.add(new Socket(InetAddress.getLoopbackAddress(), daemon.port()));
      }

      try (RawClient newcomer = daemon.connect("dashboard");
          RawClient producer = daemon.connect("producer")) {
        await().until(() -> newcomer.events("welcome").size() == 1);
        producer.send(TestDaemon.publish(List.of(TestDaemon.event("1", "s"))));
        await().until(() -> newcomer.liveIds().size() == 1 && there.liveIds().size() == 1);
      }
    }
    Socket first = idle.get(0);
    first.setSoTimeout(5_000);
    assertThat(first.getInputStream().read()).as("the oldest made room").isEqualTo(-1);
    for (Socket socket : idle) {
      socket.close();
    }
  }

  @Test
  void d5_stormOfComingsAndGoings_leavesNothing() {
    for (int i = 0; i < 300; i++) {
      try (RawClient client = daemon.connect("dashboard")) {
        client.send("42[\"subscribe\",{\"since\":0}]");
      }
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> daemon.health().path("clients_connected").asInt() == 0);
  }

  @Test
  void d15_statusDuringALoad_answers() {
    try (RawClient producer = daemon.connect("producer");
        RawClient dashboard = daemon.connect("dashboard")) {
      await().until(() -> dashboard.events("welcome").size() == 1);
      List<String> answers = new ArrayList<>();
      for (int batch = 0; batch < 50; batch++) {
        int number = batch;
        producer.send(
            TestDaemon.publish(
                java.util.stream.IntStream.range(0, 200)
                    .mapToObj(i -> TestDaemon.event(number + "-" + i, "s"))
                    .toList()));
        answers.add(daemon.health().toString());
      }
      await().until(() -> dashboard.liveIds().size() == 10_000);
      assertThat(answers).hasSize(50).noneMatch(answer -> answer.contains(daemon.token()));
    }
  }
}
