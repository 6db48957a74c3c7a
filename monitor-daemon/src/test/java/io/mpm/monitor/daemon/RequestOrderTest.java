package io.mpm.monitor.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests behind one another on one connection, and those that are refused. */
class RequestOrderTest {

  private TestDaemon daemon;

  @BeforeEach
  void start() {
    daemon = TestDaemon.start();
  }

  @AfterEach
  void stop() {
    daemon.close();
  }

  private String head(String method, String path, String... headers) {
    String[] all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 2, headers.length);
    all[0] = "Host: 127.0.0.1:" + daemon.port();
    all[1] = "Authorization: Bearer " + daemon.token();
    return RawHttp.head(method, path, all);
  }

  /** The same request on a connection that is to stay open. */
  private static String staying(String request) {
    return request.replace("Connection: close\r\n", "");
  }

  private String publish(String id) {
    ObjectNode event = TestDaemon.event(id, "s");
    String packet = TestDaemon.publish(List.of(event));
    String body = packet.substring(packet.indexOf('{'), packet.lastIndexOf('}') + 1);
    return head(
            "POST",
            "/api/v1/events",
            "Content-Type: application/json",
            "Content-Length: " + body.length())
        + body;
  }

  @Test
  void refusal_comesAfterTheAnswerToTheRequestBefore() {
    String stranger = RawHttp.head("GET", "/api/v1/sessions", "Host: 127.0.0.1:" + daemon.port());
    String answers = RawHttp.send(daemon.port(), staying(publish("a")) + stranger);

    assertThat(answers).contains("\"accepted\":1", "HTTP/1.1 401");
    assertThat(answers.indexOf("HTTP/1.1 200")).isZero();
  }

  @Test
  void tooLargeBody_isRefusedAfterTheAnswerToTheRequestBefore() {
    String large =
        head("POST", "/hooks", "Content-Type: application/json", "Content-Length: 9000000");
    String answers = RawHttp.send(daemon.port(), staying(publish("a")) + large);

    assertThat(answers).contains("\"accepted\":1", "HTTP/1.1 413");
    assertThat(answers.indexOf("HTTP/1.1 200")).isZero();
  }

  @Test
  void requestBehindADownload_isNotCarriedOut() {
    RawHttp.send(daemon.port(), publish("a"));
    String answers =
        RawHttp.send(
            daemon.port(),
            staying(head("GET", "/api/v1/sessions/s/export"))
                + head("DELETE", "/api/v1/sessions/s"));

    assertThat(answers).contains("\"id\":\"a\"").containsOnlyOnce("HTTP/1.1 ");
    assertThat(daemon.send(daemon.request("/api/v1/sessions/s")).statusCode()).isEqualTo(200);
  }

  @Test
  void requestBehindConnectionClose_isNotCarriedOut() {
    RawHttp.send(daemon.port(), head("GET", "/health") + publish("a"));

    assertThat(daemon.health().path("events_received").asInt()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Sec-WebSocket-Key", "Sec-WebSocket-Version", "Connection"})
  void d1_upgradeWithoutWhatItNeeds_isAnsweredAndCounted(String missing) {
    List<String> headers =
        List.of(
            "Host: 127.0.0.1:" + daemon.port(),
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
    String[] others =
        headers.stream().filter(header -> !header.startsWith(missing + ":")).toArray(String[]::new);
    String answer =
        RawHttp.send(
            daemon.port(), RawHttp.head("GET", "/socket.io/?EIO=4&transport=websocket", others));

    assertThat(RawHttp.status(answer)).isEqualTo(400);
    assertThat(answer).containsIgnoringCase("x-content-type-options: nosniff").contains(missing);
    String figures = daemon.send(daemon.request("/api/v1/metrics")).body();
    assertThat(figures).contains("a WebSocket opens with");
  }

  @Test
  void wrongMethod_isToldTheRightOnes() {
    for (String path : List.of("/hooks", "/health")) {
      var answer = daemon.send(daemon.request(path).method("PUT", BodyPublishers.noBody()));
      assertThat(answer.statusCode()).isEqualTo(405);
      assertThat(answer.headers().firstValue("allow"))
          .hasValue(path.equals("/hooks") ? "POST" : "GET, HEAD");
    }
  }

  @Test
  void longTargetsAndHeaders_areTakenUpToABound_andRefusedByName() {
    String encoded = "%2Fa".repeat(2_047);
    String path = "/api/file-content?file_path=" + encoded;
    assertThat(daemon.send(daemon.request(path)).statusCode()).isEqualTo(403);
    String cookies = "Cookie: a=" + "x".repeat(20_000);
    assertThat(RawHttp.status(RawHttp.send(daemon.port(), head("GET", "/health", cookies))))
        .isEqualTo(200);
    assertThat(RawHttp.status(RawHttp.send(daemon.port(), head("GET", "/" + "x".repeat(20_000)))))
        .isEqualTo(414);
    assertThat(
            RawHttp.status(
                RawHttp.send(daemon.port(), head("GET", "/", "Cookie: a=" + "x".repeat(40_000)))))
        .isEqualTo(431);
  }

  @ParameterizedTest
  @ValueSource(strings = {"session", "type"})
  void blankSelection_isRefused(String name) {
    var answer = daemon.send(daemon.request("/api/v1/events?" + name + "="));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(name + " is blank");
  }

  @Test
  void a16_roleOfAnotherType_isMalformed() {
    try (RawClient client = RawClient.open(daemon.port(), "")) {
      client.send("40{\"token\":\"" + daemon.token() + "\",\"role\":7}");
      await().until(client::isClosed);
      assertThat(client.packets()).anyMatch(packet -> packet.contains("malformed"));
    }
  }
}
