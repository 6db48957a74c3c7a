package io.mpm.monitor.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Clients that ask for much and read nothing of it. */
class FrozenReaderTest {

  private static final int READERS = 12;

  @Test
  void d4_frozenReadersOfLargeAnswers_areFewAndOthersAreToldToComeAgain() throws Exception {
    List<Socket> frozen = new ArrayList<>();
    try (TestDaemon daemon = TestDaemon.start();
        RawClient producer = daemon.connect("producer")) {
      for (int i = 0; i < 5; i++) {
        ObjectNode event = TestDaemon.event("e" + i, "s");
        ((ObjectNode) event.path("data")).put("text", "x y ".repeat(250_000));
        producer.send(TestDaemon.publish(List.of(event)));
      }
      Awaitility.await().until(() -> daemon.health().path("events_stored").asInt() == 5);
      String request =
          "GET /api/v1/events?limit=1000 HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer %s\r\n\r\n"
              .formatted(daemon.port(), daemon.token());
      for (int i = 0; i < READERS; i++) {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        frozen.add(socket);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), daemon.port()));
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      }

      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () -> {
                HttpResponse<String> answer =
                    daemon.send(daemon.request("/api/v1/events?limit=1000"));
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("retry-after")).isPresent();
              });
      assertThat(daemon.health().path("events_stored").asInt()).isEqualTo(5);
    } finally {
      for (Socket socket : frozen) {
        socket.close();
      }
    }
  }
}
