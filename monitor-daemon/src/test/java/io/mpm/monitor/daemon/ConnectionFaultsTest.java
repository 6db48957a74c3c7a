package io.mpm.monitor.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many connections, idle ones, and status under load. */
class ConnectionFaultsTest {

  /** More than the kernel keeps for two sockets. */
  private static final long MANY_BYTES = 32 << 20;

  /** Answers to others, before each of which the loop would have read what it can read. */
  private static final int QUIET_ANSWERS = 200;

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
  void d5_strangersHoldEveryPlaceTheyGet_whoAddsEventsKeepsHis() throws IOException {
    String hook =
        "POST /hooks/stop HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer %s\r\n"
                .formatted(daemon.port(), daemon.producerToken())
            + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
    try (Socket producer = new Socket(InetAddress.getLoopbackAddress(), daemon.port())) {
      producer.setSoTimeout(5_000);
      assertThat(statusLine(producer, hook)).contains("204");
      for (int i = 0; i < 400; i++) {
        idle.add(new Socket(InetAddress.getLoopbackAddress(), daemon.port()));
      }
      idle.get(0).setSoTimeout(5_000);
      assertThat(idle.get(0).getInputStream().read()).as("made room").isEqualTo(-1);
      assertThat(statusLine(producer, hook)).contains("204");
    }
  }

  /** Asks, and reads the answer's head, which has no body. */
  private static String statusLine(Socket socket, String request) throws IOException {
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int read = socket.getInputStream().read();
      assertThat(read).as("still open").isNotEqualTo(-1);
      head.append((char) read);
    }
    return head.substring(0, head.indexOf("\r\n"));
  }

  /** One answer to each of so many requests would be many times what this heap can hold. */
  @Test
  void d5_whoAsksAndNeverReads_isReadFromNoMoreEither() throws IOException {
    byte[] request =
        "GET /nothing HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n"
            .formatted(daemon.port())
            .repeat(2_000)
            .getBytes(StandardCharsets.US_ASCII);
    try (SocketChannel deaf =
        SocketChannel.open(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), daemon.port()))) {
      deaf.setOption(StandardSocketOptions.SO_RCVBUF, 4 << 10);
      deaf.configureBlocking(false);
      ByteBuffer bytes = ByteBuffer.wrap(request);
      long taken = 0;
      int answersSince = 0;
      while (taken < MANY_BYTES && answersSince < QUIET_ANSWERS) {
        int written = deaf.write(bytes);
        if (written > 0) {
          taken += written;
          answersSince = 0;
        } else {
          assertThat(daemon.health().path("status").asText()).isEqualTo("healthy");
          answersSince++;
        }
        if (!bytes.hasRemaining()) {
          bytes.rewind();
        }
      }
      assertThat(taken).isLessThan(MANY_BYTES);
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
