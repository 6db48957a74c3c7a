package io.mpm.monitor.daemon.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.RawClient;
import io.mpm.monitor.daemon.RawHttp;
import io.mpm.monitor.daemon.hub.EchoServer.Patience;
import io.mpm.monitor.protocol.codec.Json;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the texts of Engine.IO 4 and Socket.IO 5 ask of a server that has WebSocket only and one
 * namespace.
 */
class ConformanceTest {

  private static final int SOON = 200;
  private static final int LATE = 60_000;
  private static final Patience PATIENT = new Patience(SOON, LATE, LATE);

  private static EchoServer server;

  @BeforeAll
  static void start() throws Exception {
    server = start(PATIENT);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static EchoServer start(Patience patience) throws Exception {
    int port;
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = probe.getLocalPort();
    }
    return new EchoServer(port, patience);
  }

  private static RawClient open() {
    RawClient client = RawClient.open(server.port(), "");
    await().until(() -> !client.packets().isEmpty());
    return client;
  }

  /** One that has been told its namespace's {@code auth}. */
  private static RawClient connected() {
    RawClient client = open();
    client.send("40");
    await().until(() -> client.events("auth").size() == 1);
    return client;
  }

  private static JsonNode json(String text) throws Exception {
    return Json.parse(text);
  }

  private static void awaitPacket(RawClient client, String packet) {
    await().until(() -> client.packets().contains(packet));
  }

  @Test
  void open_tellsSessionHeartbeatAndLimit() throws Exception {
    try (RawClient client = open()) {
      assertThat(client.packets().get(0)).startsWith("0");
      JsonNode opened = json(client.packets().get(0).substring(1));
      assertThat(opened.fieldNames())
          .toIterable()
          .containsExactlyInAnyOrder(
              "sid", "upgrades", "pingInterval", "pingTimeout", "maxPayload");
      assertThat(opened.path("sid").asText()).isNotEmpty();
      assertThat(opened.path("upgrades")).isEmpty();
      assertThat(opened.path("pingInterval").asInt()).isEqualTo(SOON);
      assertThat(opened.path("pingTimeout").asInt()).isEqualTo(LATE);
      assertThat(opened.path("maxPayload").asInt()).isEqualTo(EchoServer.MAX_PAYLOAD);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "transport=websocket",
        "EIO=abc&transport=websocket",
        "EIO=3&transport=websocket",
        "EIO=4",
        "EIO=4&transport=abc",
        "EIO=4&transport=polling",
        "EIO=4&transport=websocket&sid=unknown"
      })
  void open_withParametersThatAreNotServed_isRefused(String query) {
    String host = "Host: 127.0.0.1:" + server.port();
    String target = "/socket.io/?" + query;
    String upgrade = "Upgrade: websocket";
    String key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
    assertThat(RawHttp.status(RawHttp.get(server.port(), target, host, upgrade, key)))
        .isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE"})
  void open_withAnotherMethod_isRefused(String method) {
    String request =
        RawHttp.head(
            method,
            "/socket.io/?EIO=4&transport=websocket",
            "Host: 127.0.0.1:" + server.port(),
            "Content-Length: 0");
    assertThat(RawHttp.status(RawHttp.send(server.port(), request))).isEqualTo(400);
  }

  @Test
  void heartbeat_whileItIsAnswered_goesOn() {
    try (RawClient client = open()) {
      for (int beat = 1; beat <= 3; beat++) {
        int beats = beat;
        await().until(() -> client.packets().stream().filter("2"::equals).count() >= beats);
        client.send("3");
      }
      assertThat(client.isClosed()).isFalse();
    }
  }

  @Test
  void heartbeat_withoutAnswer_closes() throws Exception {
    try (EchoServer hasty = start(new Patience(SOON, SOON, LATE));
        RawClient client = RawClient.open(hasty.port(), "")) {
      await().until(client::isClosed);
      assertThat(client.packets()).contains("2");
    }
  }

  @Test
  void close_endsTheConnection() {
    try (RawClient client = open()) {
      assertThatCloseEnds(client);
    }
  }

  @Test
  void close_ofAMember_endsTheConnection() {
    try (RawClient client = connected()) {
      assertThatCloseEnds(client);
    }
  }

  @Test
  void close_afterDisconnect_endsTheConnection() {
    try (RawClient client = connected()) {
      assertThatCloseEnds(client.send("41"));
    }
  }

  private static void assertThatCloseEnds(RawClient client) {
    long before = server.badPackets();
    client.send("1");
    await().until(client::isClosed);
    assertThat(client.goodbye()).startsWith("1000 ");
    assertThat(server.badPackets()).isEqualTo(before);
  }

  @Test
  void connect_isAnsweredWithItsOwnIdBeforeAnythingElse() throws Exception {
    try (RawClient client = connected()) {
      List<String> messages =
          client.packets().stream().filter(packet -> packet.startsWith("4")).toList();
      assertThat(messages.get(0)).startsWith("40{");
      assertThat(json(messages.get(0).substring(2)).fieldNames())
          .toIterable()
          .containsExactly("sid");
      assertThat(messages.get(1)).isEqualTo("42[\"auth\",{}]");
    }
  }

  @Test
  void connect_withPayload_thePayloadIsRead() {
    try (RawClient client = open()) {
      client.send("40{\"token\":\"123\"}");
      awaitPacket(client, "42[\"auth\",{\"token\":\"123\"}]");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"40/random", "40/random,", "40/random,{\"token\":\"1\"}", "40/random?a=1"})
  void connect_toAnotherNamespace_isRefusedByName(String packet) {
    try (RawClient client = open()) {
      client.send(packet);
      awaitPacket(client, "44/random,{\"message\":\"Invalid namespace\"}");
    }
  }

  @Test
  void connect_toAnotherNamespace_ofAMember_changesNothing() {
    try (RawClient client = connected()) {
      client.send("40/random,").send("42[\"message\",1]");
      awaitPacket(client, "44/random,{\"message\":\"Invalid namespace\"}");
      awaitPacket(client, "42[\"message-back\",1]");
    }
  }

  @Test
  void connect_never_closes() throws Exception {
    try (EchoServer hasty = start(new Patience(LATE, LATE, SOON));
        RawClient client = RawClient.open(hasty.port(), "")) {
      await().until(client::isClosed);
      assertThat(client.packets()).noneMatch(packet -> packet.startsWith("4"));
    }
  }

  @Test
  void disconnect_leavesTheConnectionForAnotherConnect() {
    try (RawClient client = connected()) {
      client.send("41");
      client.send("40{\"again\":true}");
      awaitPacket(client, "42[\"auth\",{\"again\":true}]");
      client.send("42[\"message\",\"back\"]");
      awaitPacket(client, "42[\"message-back\",\"back\"]");
    }
  }

  @Test
  void disconnect_heartbeatGoesOnAndEventsAreNoLongerHeard() {
    try (RawClient client = connected()) {
      client.send("41");
      long before = client.packets().stream().filter("2"::equals).count();
      await().until(() -> client.packets().stream().filter("2"::equals).count() > before + 1);
      client.send("42[\"message\",1]");
      await().until(client::isClosed);
      assertThat(client.events("message-back")).isEmpty();
    }
  }

  @Test
  void event_argumentsArriveAsTheyWere() {
    try (RawClient client = connected()) {
      client.send("42[\"message\",1,\"2\",{\"3\":[true]}]");
      awaitPacket(client, "42[\"message-back\",1,\"2\",{\"3\":[true]}]");
    }
  }

  @Test
  void event_withAckId_isAcknowledgedUnderIt() {
    try (RawClient client = connected()) {
      client.send("42456[\"message-with-ack\",1,\"2\",{\"3\":[false]}]");
      awaitPacket(client, "43456[1,\"2\",{\"3\":[false]}]");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abc",
        "4abc",
        "4",
        "42{}",
        "42abc[\"message\",1]",
        "42",
        "43[]",
        "451-[\"message\"]",
        "5",
        "0"
      })
  void malformedPacket_closesItsSender(String packet) {
    try (RawClient other = connected();
        RawClient client = connected()) {
      client.send(packet);
      await().until(client::isClosed);
      other.send("42[\"message\",1]");
      awaitPacket(other, "42[\"message-back\",1]");
    }
  }

  @Test
  void binaryPacket_closesItsSender() {
    try (RawClient client = connected()) {
      client.sendBinary(new byte[] {1, 2, 3});
      await().until(client::isClosed);
    }
  }

  @Test
  void names_areNotTakenForEachOther() {
    try (RawClient client = connected()) {
      client.send("42[\"unknown\",1]").send("42[\"message\",2]");
      awaitPacket(client, "42[\"message-back\",2]");
      assertThat(client.packets())
          .filteredOn(packet -> packet.startsWith("42["))
          .isEqualTo(List.of("42[\"auth\",{}]", "42[\"message-back\",2]"));
    }
  }
}
