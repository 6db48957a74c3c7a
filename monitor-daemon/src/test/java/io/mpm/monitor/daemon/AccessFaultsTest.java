package io.mpm.monitor.daemon;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mpm.monitor.daemon.http.RouteCatalog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Strangers at every door of a real daemon: none gets in, and none is heard. */
class AccessFaultsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static TestDaemon daemon;
  private static String host;

  @BeforeAll
  static void start() {
    daemon = TestDaemon.start();
    host = "Host: 127.0.0.1:" + daemon.port();
  }

  @AfterAll
  static void stop() {
    daemon.close();
  }

  private static List<String> everyPath() {
    return RouteCatalog.everyPath();
  }

  private static String query() {
    return "?EIO=4&transport=websocket";
  }

  private static String[] upgrade(String... more) {
    List<String> headers =
        new java.util.ArrayList<>(
            List.of(
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));
    headers.addAll(List.of(more));
    return headers.toArray(new String[0]);
  }

  @Test
  void a1_onlyLoopbackListens() throws SocketException {
    List<InetAddress> others =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.isLoopbackAddress())
            .toList();
    if (others.isEmpty()) {
      System.out.println("a1: this machine has no address but the loopback; nothing to knock at");
    }
    for (InetAddress address : others) {
      assertThat(connects(address)).as("listens on " + address).isFalse();
    }
  }

  private static boolean connects(InetAddress address) {
    try (Socket socket = new Socket(address, daemon.port())) {
      return socket.isConnected();
    } catch (java.io.IOException e) {
      return false;
    }
  }

  @Test
  void a2_foreignOriginWithTheToken_isRefusedBeforeTheUpgrade() {
    String target = "/socket.io/" + query() + "&token=" + daemon.token();
    String answer =
        RawHttp.get(daemon.port(), target, upgrade(host, "Origin: https://evil.example"));
    assertThat(RawHttp.status(answer)).isEqualTo(403);
  }

  @Test
  void a3_noOriginAndNoToken_isRefusedOnEveryRouteThatNeedsIt() {
    for (String path : RouteCatalog.pathsWithToken()) {
      String answer =
          RawHttp.send(daemon.port(), RawHttp.head("POST", path, host, "Content-Length: 0"));
      assertThat(RawHttp.status(answer)).as(path).isEqualTo(401);
    }
  }

  @Test
  void a4_opaqueOriginWithoutToken_isRefusedOnEveryPath() {
    for (String path : everyPath()) {
      assertThat(RawHttp.status(RawHttp.get(daemon.port(), path, host, "Origin: null")))
          .as(path)
          .isEqualTo(401);
    }
    assertThat(RawClient.handshakeStatus(daemon.port(), "", "Origin: null")).isEqualTo(401);
    assertThat(RawClient.handshakeStatus(daemon.port(), "&token=" + daemon.token(), "Origin: null"))
        .isEqualTo(101);
  }

  @Test
  void a6_reboundHost_isRefusedOnEveryPath() {
    for (String path : everyPath()) {
      String answer = RawHttp.get(daemon.port(), path, "Host: evil.test:" + daemon.port());
      assertThat(RawHttp.status(answer)).as(path).isEqualTo(403);
    }
    String handshake = "/socket.io/" + query() + "&token=" + daemon.token();
    String answer =
        RawHttp.get(daemon.port(), handshake, upgrade("Host: evil.test:" + daemon.port()));
    assertThat(RawHttp.status(answer)).isEqualTo(403);
  }

  @Test
  void a7_brokenHosts_areRefused() {
    assertThat(RawHttp.status(RawHttp.get(daemon.port(), "/health"))).isEqualTo(400);
    assertThat(RawHttp.status(RawHttp.get(daemon.port(), "/health", host, host))).isEqualTo(400);
    String absolute = "http://evil.test/health";
    assertThat(RawHttp.status(RawHttp.get(daemon.port(), absolute, host))).isEqualTo(400);
    assertThat(RawHttp.status(RawHttp.get(daemon.port(), "/health", host + "@evil")))
        .isEqualTo(403);
  }

  @Test
  void a8_wrongTokens_areRefusedAtTheHandshake() {
    String right = daemon.token();
    for (String wrong :
        List.of("", "wrong", right.substring(1), right + "x", right + "&token=" + right)) {
      assertThat(RawClient.handshakeStatus(daemon.port(), "&token=" + wrong)).isEqualTo(401);
    }
    String answer =
        RawHttp.get(
            daemon.port(), "/socket.io/" + query(), upgrade(host, "Authorization: Basic eDp5"));
    assertThat(RawHttp.status(answer)).isEqualTo(401);
  }

  @Test
  void a9_a11_noAnswerReflectsAnOriginAndEachForbidsFraming() {
    List<String> origins =
        List.of("http://127.0.0.1:" + daemon.port(), "https://evil.example", "null");
    for (String path : everyPath()) {
      origins.forEach(origin -> reflectsNothing(path, origin));
    }
  }

  private static void reflectsNothing(String path, String origin) {
    for (String method : List.of("GET", "OPTIONS")) {
      String request =
          RawHttp.head(
              method,
              path,
              host,
              "Origin: " + origin,
              "Access-Control-Request-Method: GET",
              "Access-Control-Request-Private-Network: true");
      String answer = RawHttp.send(daemon.port(), request).toLowerCase(java.util.Locale.ROOT);
      assertThat(answer)
          .as(method + " " + path + " by " + origin)
          .doesNotContain("access-control-")
          .doesNotContain("evil.example")
          .contains("frame-ancestors 'none'")
          .contains("x-content-type-options: nosniff")
          .contains("cross-origin-resource-policy: same-origin")
          .contains("referrer-policy: no-referrer");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""})
  void a10_simpleCrossSitePosts_storeNothing(String contentType) {
    String body = "{\"hook_event_name\":\"Stop\"}";
    String[] headers = {
      host,
      "Content-Type: " + contentType,
      "Content-Length: " + body.length(),
      "Authorization: Bearer " + daemon.token()
    };
    int before = daemon.health().path("events_received").asInt();
    String answer =
        RawHttp.send(daemon.port(), RawHttp.head("POST", "/hooks/stop", headers) + body);
    assertThat(RawHttp.status(answer)).isEqualTo(400);
    assertThat(daemon.health().path("events_received").asInt()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "40",
        "40{}",
        "40{\"token\":\"bad\"}",
        "40{\"token\":[1]}",
        "40[]",
        "40{",
        "40/dash,",
        "40/dash,{\"token\":\"bad\"}",
        "42[\"publish\",{\"v\":1,\"events\":[{\"id\":\"strange\",\"data\":{}}]}]",
        "42[\"claude_event\",{\"type\":\"strange\",\"data\":{}}]",
        "42[\"subscribe\",{\"since\":0}]",
        "2",
        "3"
      })
  void a12_whoShowsNoToken_hearsNothingIsNotHeardAndIsClosed(String first) {
    try (RawClient stranger = RawClient.open(daemon.port(), "");
        RawClient dashboard = daemon.connect("dashboard");
        RawClient producer = daemon.connect("producer")) {
      await().until(() -> dashboard.events("welcome").size() == 1);
      int received = daemon.health().path("events_received").asInt();
      if (!first.isEmpty()) {
        stranger.send(first);
      }
      producer.send(
          TestDaemon.publish(List.of(TestDaemon.event(UUID.randomUUID().toString(), "a"))));
      await().until(() -> dashboard.liveIds().size() == 1);
      await().atMost(PATIENCE).until(stranger::isClosed);
      assertThat(stranger.packets())
          .allMatch(packet -> packet.startsWith("0{") || packet.startsWith("44"));
      assertThat(daemon.health().path("events_received").asInt()).isEqualTo(received + 1);
      assertThat(dashboard.liveIds()).hasSize(1);
    }
  }

  @Test
  void a12_whoShowsNoToken_isClosedBeforeItHasSentMuch() {
    try (RawClient stranger = RawClient.open(daemon.port(), "");
        RawClient dashboard = daemon.connect("dashboard")) {
      await().until(() -> dashboard.events("welcome").size() == 1);
      stranger.send("4" + "x".repeat(8 << 20));
      await().until(stranger::isClosed);
      assertThat(dashboard.isClosed()).isFalse();
    }
  }

  @Test
  void a12_whoShowsTheTokenFirst_maySendMuchWithTheSameBreath() {
    try (RawClient hasty = RawClient.open(daemon.port(), "")) {
      var large = TestDaemon.event("large", "a");
      large.withObject("data").put("content", "x".repeat(1 << 20));
      hasty.send("40{\"token\":\"" + daemon.token() + "\",\"role\":\"admin\"}");
      hasty.send(TestDaemon.publish(List.of(large)));
      await().until(() -> hasty.packets().stream().anyMatch(p -> p.startsWith("431[")));
    }
  }

  @Test
  void a13_suppliedSessionId_isNotTaken() {
    String chosen = UUID.randomUUID().toString();
    try (RawClient client =
        RawClient.open(daemon.port(), "", "Cookie: io=" + chosen, "io: " + chosen)) {
      await().until(() -> !client.packets().isEmpty());
      assertThat(client.packets().get(0)).startsWith("0{").doesNotContain(chosen);
    }
  }

  @Test
  void a14_sessionIdOfAnother_opensNothing() {
    try (RawClient client = daemon.connect("dashboard")) {
      await().until(() -> client.events("welcome").size() == 1);
      String sid = client.events("welcome").get(0).path("client_id").asText();
      assertThat(RawClient.handshakeStatus(daemon.port(), "&sid=" + sid)).isEqualTo(400);
      assertThat(client.isClosed()).isFalse();
    }
  }

  @Test
  void a15_polling_isRefusedAndToldHowToConnect() {
    String target = "/socket.io/?EIO=4&transport=polling&token=" + daemon.token();
    for (String method : List.of("GET", "POST", "OPTIONS")) {
      String answer =
          RawHttp.send(daemon.port(), RawHttp.head(method, target, host, "Content-Length: 0"));
      assertThat(RawHttp.status(answer)).as(method).isEqualTo(400);
    }
    assertThat(RawHttp.send(daemon.port(), RawHttp.head("GET", target, host)))
        .contains("{\"code\":0,\"message\":\"only WebSocket is served here")
        .contains("transports: [\\\"websocket\\\"]");
  }

  @Test
  void a16_rolesAreKept() {
    try (RawClient dashboard = daemon.connect("dashboard");
        RawClient producer = daemon.connect("producer")) {
      await().until(() -> dashboard.events("welcome").size() == 1);
      await().until(() -> producer.events("welcome").size() == 1);
      int received = daemon.health().path("events_received").asInt();
      dashboard.send(TestDaemon.publish(List.of(TestDaemon.event("forbidden", "a"))));
      dashboard.send("42[\"claude_event\",{\"type\":\"x\",\"data\":{}}]");
      producer.send("42[\"subscribe\",{\"since\":0}]");
      producer.send("42[\"get_history\",{}]");
      await().until(() -> dashboard.events("refused").size() == 2);
      await().until(() -> producer.events("refused").size() == 2);
      assertThat(producer.events("history")).isEmpty();
      assertThat(daemon.health().path("events_received").asInt()).isEqualTo(received);
    }
  }

  @Test
  void a22_smugglingShapes_areRefusedOrHarmless() {
    String[] both = {host, "Content-Length: 6", "Transfer-Encoding: chunked"};
    String smuggled =
        RawHttp.head("POST", "/hooks/stop", both) + "0\r\n\r\nGET /health HTTP/1.1\r\n\r\n";
    assertThat(RawHttp.send(daemon.port(), smuggled).split("HTTP/1.1 ", -1)).hasSize(2);
    String twice = RawHttp.head("POST", "/hooks", host, "Content-Length: 1", "Content-Length: 2");
    assertThat(RawHttp.status(RawHttp.send(daemon.port(), twice))).isEqualTo(400);
    String big = RawHttp.head("GET", "/health", host, "X-Big: " + "x".repeat(100_000));
    assertThat(RawHttp.status(RawHttp.send(daemon.port(), big))).isIn(400, 431);
  }

  @Test
  void a22_bodies_areTakenFromWhoMayAddEventsOnlyAndUpToABound() {
    String length = "Content-Length: 9000000";
    String bearer = "Authorization: Bearer " + daemon.producerToken();
    String json = "Content-Type: application/json";
    String chunk = "800000\r\n" + " ".repeat(0x800000) + "\r\n1\r\n \r\n";
    for (String[] headers :
        List.of(
            new String[] {host, length},
            new String[] {host, "Transfer-Encoding: chunked"},
            new String[] {host, length, "Expect: 100-continue"})) {
      refused(RawHttp.head("POST", "/nothing", headers));
    }
    refused(RawHttp.head("POST", "/hooks/stop", host, bearer, json, length));
    refused(
        RawHttp.head("POST", "/hooks/stop", host, bearer, json, length, "Expect: 100-continue"));
    refused(
        RawHttp.head("POST", "/hooks/stop", host, bearer, json, "Transfer-Encoding: chunked")
            + chunk);
  }

  private void refused(String request) {
    String answer = RawHttp.send(daemon.port(), request);
    assertThat(RawHttp.status(answer)).as(request.lines().findFirst().orElse("")).isEqualTo(413);
    assertThat(answer).containsIgnoringCase("content-security-policy");
  }

  @Test
  void a22_whoAsksBeforeItSendsABody_isToldToGoOn() throws IOException {
    String[] headers = {
      host,
      "Authorization: Bearer " + daemon.producerToken(),
      "Content-Type: application/json",
      "Content-Length: 26",
      "Expect: 100-continue"
    };
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), daemon.port())) {
      socket.setSoTimeout(5_000);
      var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
      socket.getOutputStream().write(RawHttp.head("POST", "/hooks", headers).getBytes(US_ASCII));
      assertThat(in.readLine()).isEqualTo("HTTP/1.1 100 Continue");
      socket.getOutputStream().write("{\"hook_event_name\":\"Stop\"}".getBytes(US_ASCII));
      assertThat(in.lines()).anyMatch(line -> line.startsWith("HTTP/1.1 204"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "9",
        "4",
        "49",
        "42",
        "42{",
        "42[",
        "42[\"publish\"",
        "42[\"publish\",{]",
        "42[\"publish\",\"x\"]",
        "42/dash,[\"publish\"]",
        "43",
        "43x",
        "41x",
        "401",
        "2probe",
        "5",
        "6"
      })
  void d1_malformedPackets_closeTheirSenderAndDisturbNobody(String packet) {
    try (RawClient bad = daemon.connect("admin");
        RawClient dashboard = daemon.connect("dashboard");
        RawClient producer = daemon.connect("producer")) {
      await().until(() -> dashboard.events("welcome").size() == 1);
      await().until(() -> bad.events("welcome").size() == 1);
      bad.send(packet);
      producer.send(
          TestDaemon.publish(List.of(TestDaemon.event(UUID.randomUUID().toString(), "a"))));
      await().until(() -> dashboard.liveIds().size() == 1);
      await().until(bad::isClosed);
    }
  }

  @Test
  void d1_pingsOfTheWebSocket_areAnswered() {
    try (RawClient client = daemon.connect("dashboard")) {
      await().until(() -> client.events("welcome").size() == 1);
      client.ping("are you there").pong().ping("");
      await().until(() -> client.pongs().size() == 2);
      assertThat(client.pongs()).containsExactly("are you there", "");
      assertThat(client.isClosed()).isFalse();
    }
  }

  @Test
  void d2_binaryPackets_closeTheSenderAtOnce() {
    try (RawClient announced = daemon.connect("admin");
        RawClient sent = daemon.connect("admin")) {
      await().until(() -> announced.events("welcome").size() == 1);
      await().until(() -> sent.events("welcome").size() == 1);
      announced.send("45999999999-[\"x\",{\"_placeholder\":true,\"num\":0}]");
      sent.sendBinary(new byte[] {4, 1});
      await().until(() -> announced.isClosed() && sent.isClosed());
    }
  }

  @Test
  void d3_frames_largeOnesPassAndTooLargeOnesCloseTheSender() {
    try (RawClient producer = daemon.connect("producer")) {
      await().until(() -> producer.events("welcome").size() == 1);
      var large = TestDaemon.event("large-" + UUID.randomUUID(), "a");
      large.withObject("data").put("content", "x".repeat(2 << 20));
      producer.send(TestDaemon.publish(List.of(large)));
      await().until(() -> producer.packets().stream().anyMatch(p -> p.startsWith("431[")));

      var tooLarge = TestDaemon.event("too-large", "a");
      tooLarge.withObject("data").put("content", "x".repeat(10 << 20));
      producer.send(TestDaemon.publish(List.of(tooLarge)));
      await().until(producer::isClosed);
      assertThat(producer.goodbye()).startsWith("1009 ");
    }
  }

  @Test
  void d3_fragments_areOneMessageAndBoundedTogether() {
    try (RawClient producer = daemon.connect("producer")) {
      await().until(() -> producer.events("welcome").size() == 1);
      String publish =
          TestDaemon.publish(List.of(TestDaemon.event("parts-" + UUID.randomUUID(), "a")));
      producer.sendInFragments(publish.substring(0, 20), publish.substring(20));
      await().until(() -> producer.packets().stream().anyMatch(p -> p.startsWith("431[")));

      producer.sendInFragments("4" + "x".repeat(6 << 20), "x".repeat(6 << 20));
      await().until(producer::isClosed);
      assertThat(producer.goodbye()).startsWith("1009 ");
    }
  }

  @Test
  void d3_compression_isNotAgreedOnAndWhoeverUsesItIsClosed() {
    String offer = "Sec-WebSocket-Extensions: permessage-deflate";
    try (RawClient client = RawClient.open(daemon.port(), "&token=" + daemon.token(), offer)) {
      assertThat(client.answer()).doesNotContainIgnoringCase("sec-websocket-extensions");
      client.send("40");
      await().until(() -> client.events("welcome").size() == 1);
      client.sendOfAnExtension("42[\"get_status\"]");
      await().until(client::isClosed);
      assertThat(client.goodbye()).startsWith("1002 ");
      assertThat(client.events("status")).hasSize(1);
    }
  }

  @Test
  void a22_queryThatCannotBeDecoded_isRefusedOnEveryPath() {
    for (String path : everyPath()) {
      assertThat(RawHttp.status(RawHttp.get(daemon.port(), path + "?x=%zz", host)))
          .as(path)
          .isEqualTo(400);
    }
  }

  @Test
  void producerToken_addsEventsAndOpensNothingElse() {
    String shown = "Authorization: Bearer " + daemon.producerToken();
    for (String path : RouteCatalog.pathsWithToken()) {
      assertThat(RawHttp.status(RawHttp.get(daemon.port(), path, host, shown)))
          .as(path)
          .isEqualTo(path.equals("/hooks") ? 405 : 401);
    }
    for (String auth : List.of("", "{\"role\":\"producer\"}", auth("dashboard"), auth("admin"))) {
      try (RawClient client = RawClient.open(daemon.port(), "&token=" + daemon.producerToken())) {
        client.send("40" + auth);
        await().until(client::isClosed);
        assertThat(client.events("welcome")).as(auth).isEmpty();
      }
    }

    String body = "{\"hook_event_name\":\"Stop\"}";
    String head =
        RawHttp.head(
            "POST",
            "/hooks/stop",
            host,
            shown,
            "Content-Type: application/json",
            "Content-Length: " + body.length());
    assertThat(RawHttp.status(RawHttp.send(daemon.port(), head + body))).isEqualTo(204);
  }

  private String auth(String role) {
    return "{\"token\":\"" + daemon.producerToken() + "\",\"role\":\"" + role + "\"}";
  }

  @Test
  void producerToken_inTheRoleOfAProducer_publishesAndHearsNothing() {
    try (RawClient page = daemon.connect("dashboard");
        RawClient producer = RawClient.open(daemon.port(), "")) {
      producer.send("40" + auth("producer"));
      await().until(() -> producer.events("welcome").size() == 1);
      producer.send(TestDaemon.publish(List.of(TestDaemon.event("p-" + UUID.randomUUID(), "a"))));
      await().until(() -> producer.packets().stream().anyMatch(p -> p.startsWith("431[")));
      await().until(() -> page.events("claude_event").size() == 1);

      producer.send("42[\"get_history\",{}]");
      await().until(() -> producer.events("refused").size() == 1);
      assertThat(producer.events("history")).isEmpty();
      assertThat(producer.events("claude_event")).isEmpty();
    }
  }
}
