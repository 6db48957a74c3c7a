package io.mpm.monitor.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that asked with {@code ack} to acknowledge each packet of events. */
class AcknowledgedDeliveryTest {

  /** So many packets may be under way to one client, says the protocol's page. */
  private static final int WINDOW = 8;

  private TestDaemon daemon;
  private final List<Socket> sockets = new ArrayList<>();

  @BeforeEach
  void start() {
    daemon = TestDaemon.start();
  }

  @AfterEach
  void stop() {
    sockets.forEach(Socket::disconnect);
    daemon.close();
  }

  @Test
  void stockClientThatAcknowledges_getsEachEventOnce() {
    Listener listener = new Listener(Integer.MAX_VALUE);
    listener.connect("{\"ack\":true,\"since\":0}");

    publish(0, 100);

    await().untilAsserted(() -> assertThat(listener.heard).isEqualTo(numbers(1, 100)));
    assertThat(daemon.health().path("events_stored").asInt()).isEqualTo(100);
  }

  @Test
  void stockClientInBatches_isAskedToAcknowledgeEachBatch() {
    publish(0, 2_000);
    Listener listener = new Listener(Integer.MAX_VALUE);
    listener.connect("{\"ack\":true,\"batch\":true,\"since\":0}");

    await().untilAsserted(() -> assertThat(listener.heard).isEqualTo(numbers(1, 2_000)));
  }

  @Test
  void clientThatComesBackAfterItsLastAcknowledged_getsTheRestExactly() {
    publish(0, 100);
    Listener first = new Listener(30);
    first.connect("{\"ack\":true,\"since\":0}");
    await().untilAsserted(() -> assertThat(first.heard).hasSize(30 + WINDOW));
    sockets.get(0).disconnect();

    Listener second = new Listener(Integer.MAX_VALUE);
    second.connect("{\"ack\":true,\"since\":" + first.acknowledged.get(29) + "}");

    await().untilAsserted(() -> assertThat(second.heard).isEqualTo(numbers(31, 100)));
    assertThat(first.acknowledged).isEqualTo(numbers(1, 30));
  }

  @Test
  void restartWithAHistory_bringsTheRestExactly_whoeverComesBackAfterHisLastAcknowledged(
      @TempDir Path folder) {
    daemon.close();
    daemon = TestDaemon.startWithHistory(folder.resolve("history.db"));
    publish(0, 100);
    Listener before = new Listener(30);
    before.connect("{\"ack\":true,\"since\":0}");
    await().untilAsserted(() -> assertThat(before.heard).isEqualTo(numbers(1, 30 + WINDOW)));
    // Taken in and acknowledged to its producer, but heard by nobody when the daemon ends.
    publish(100, 50);

    sockets.get(0).disconnect();
    daemon.close();
    daemon = TestDaemon.startWithHistory(folder.resolve("history.db"));
    Listener after = new Listener(Integer.MAX_VALUE);
    after.connect(
        "{\"ack\":true,\"since\":%d,\"stream\":\"%s\"}"
            .formatted(before.acknowledged.get(29), before.stream));
    publishAgain(100, 50);
    publish(150, 25, 25);

    await().untilAsserted(() -> assertThat(after.heard).isEqualTo(numbers(31, 175)));
    await().untilAsserted(() -> assertThat(after.acknowledged).isEqualTo(numbers(31, 175)));
    assertThat(after.stream).isEqualTo(before.stream);
    assertThat(after.gaps).isEmpty();
  }

  @Test
  void clientThatNeverAcknowledges_getsOneWindowAndDelaysNobody() {
    try (RawClient silent = daemon.connect("dashboard");
        RawClient healthy = daemon.connect("dashboard")) {
      await().until(() -> healthy.events("welcome").size() == 1);
      subscribe(silent, "{\"ack\":true}");

      publish(0, 100);

      await().until(() -> healthy.liveIds().size() == 100);
      // What is asked after the events is answered after them, or would be.
      silent.send("42[\"get_status\"]");
      await().until(() -> silent.events("status").size() == 2);
      assertThat(eventPackets(silent)).hasSize(WINDOW);

      silent.send("43" + ackId(eventPackets(silent).get(3)) + "[]");
      await().until(() -> eventPackets(silent).size() == WINDOW + 1);
      assertThat(silent.isClosed()).isFalse();
    }
  }

  @Test
  void answersThatNobodyWaitsFor_changeNothing() {
    try (RawClient client = daemon.connect("dashboard")) {
      subscribe(client, "{\"ack\":true}");
      publish(0, 20);
      await().until(() -> eventPackets(client).size() == WINDOW);

      client.send("43999[]").send("4399999999999999999999[]").send("430[]");
      client.send("42[\"get_status\"]");

      await().until(() -> client.events("status").size() == 2);
      assertThat(eventPackets(client)).hasSize(WINDOW);
    }
  }

  @Test
  void clientThatAsksForNoAcknowledgementAnyMore_getsTheRest() {
    try (RawClient client = daemon.connect("dashboard")) {
      subscribe(client, "{\"ack\":true}");
      publish(0, 20);
      await().until(() -> eventPackets(client).size() == WINDOW);

      client.send("42[\"subscribe\",{\"ack\":false}]");

      await().until(() -> client.liveIds().size() == 20 - WINDOW);
      assertThat(client.events("subscribed").get(1).path("ack").asBoolean()).isFalse();
    }
  }

  private static void subscribe(RawClient client, String wish) {
    client.send("42[\"subscribe\"," + wish + "]");
    await().until(() -> client.events("subscribed").size() == 1);
    assertThat(client.events("subscribed").get(0).path("ack").asBoolean()).isTrue();
  }

  private void publish(int from, int count) {
    publish(from, count, from + count);
  }

  /** Events that the daemon knows. */
  private void publishAgain(int from, int count) {
    try (RawClient producer = daemon.connect("producer")) {
      producer.send(
          TestDaemon.publish(
              IntStream.range(from, from + count)
                  .mapToObj(i -> TestDaemon.event("e" + i, "s"))
                  .toList()));
      await().until(() -> daemon.health().path("events_duplicate").asInt() == count);
    }
  }

  private void publish(int from, int count, int storedThen) {
    try (RawClient producer = daemon.connect("producer")) {
      for (int at = from; at < from + count; at += 100) {
        int until = Math.min(at + 100, from + count);
        producer.send(
            TestDaemon.publish(
                IntStream.range(at, until).mapToObj(i -> TestDaemon.event("e" + i, "s")).toList()));
      }
      await().until(() -> daemon.health().path("events_stored").asInt() == storedThen);
    }
  }

  private static List<Long> numbers(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(i -> (long) i).toList();
  }

  /** The events that asked for an answer. */
  private static List<String> eventPackets(RawClient client) {
    return client.packets().stream()
        .filter(packet -> packet.matches("(?s)42\\d+\\[\"claude_event\",.*"))
        .toList();
  }

  private static String ackId(String packet) {
    return packet.substring(2, packet.indexOf('['));
  }

  /** A stock client, which acknowledges the first packets and then no more. */
  private final class Listener {

    final List<Long> heard = new CopyOnWriteArrayList<>();
    final List<Long> acknowledged = new CopyOnWriteArrayList<>();
    final List<Object> gaps = new CopyOnWriteArrayList<>();
    volatile String stream = "";
    private final int most;
    private int packets;

    Listener(int most) {
      this.most = most;
    }

    void connect(String wish) {
      IO.Options options =
          IO.Options.builder()
              .setTransports(new String[] {"websocket"})
              .setAuth(Map.of("token", daemon.token(), "role", "dashboard"))
              .setForceNew(true)
              .build();
      Socket socket = IO.socket(URI.create("http://127.0.0.1:" + daemon.port()), options);
      sockets.add(socket);
      socket.on(
          "claude_event", args -> hear(List.of((JSONObject) args[0]), (Ack) args[args.length - 1]));
      socket.on(
          "claude_events",
          args -> {
            JSONArray events = ((JSONObject) args[0]).optJSONArray("events");
            hear(
                IntStream.range(0, events.length()).mapToObj(events::optJSONObject).toList(),
                (Ack) args[args.length - 1]);
          });
      socket.on(Socket.EVENT_CONNECT, args -> socket.emit("subscribe", json(wish)));
      socket.on("gap", args -> gaps.add(args[0]));
      CompletableFuture<JSONObject> subscribed = new CompletableFuture<>();
      socket.on("subscribed", args -> subscribed.complete((JSONObject) args[0]));
      socket.connect();
      assertThat(subscribed).succeedsWithin(Duration.ofSeconds(60));
      stream = subscribed.join().optString("stream");
    }

    private void hear(List<JSONObject> events, Ack ack) {
      List<Long> numbers = events.stream().map(event -> event.optLong("seq")).toList();
      heard.addAll(numbers);
      packets++;
      if (packets <= most) {
        acknowledged.addAll(numbers);
        ack.call();
      }
    }

    private static JSONObject json(String text) {
      try {
        return new JSONObject(text);
      } catch (JSONException e) {
        throw new AssertionError(e);
      }
    }
  }
}
