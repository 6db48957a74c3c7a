package io.mpm.monitor.proxy.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.mpm.monitor.protocol.home.AccessToken;
import io.mpm.monitor.protocol.home.DaemonUrl;
import io.mpm.monitor.proxy.ScriptedDaemon;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocketIoLinkTest {

  private static final String BATCH =
      "{\"v\":1,\"producer\":\"p\",\"events\":[{\"id\":\"1\",\"timestamp\":\"2026-11-22T23:27:09Z\","
          + "\"hook\":\"stop\",\"data\":{\"text\":\"quotes \\\" and € and 😀\",\"n\":1.10}}]}";

  private final ScriptedDaemon daemon = new ScriptedDaemon();
  private final AtomicLong passed = new AtomicLong();
  private final SocketIoLink link = new SocketIoLink(Duration.ofSeconds(5), this::nanoTime);
  private final SocketIoLink hasty = new SocketIoLink(Duration.ofMillis(300), this::nanoTime);

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The time that passes, and what a test adds to it. */
  private long nanoTime() {
    return System.nanoTime() + passed.get();
  }

  @AfterEach
  void stopAll() {
    link.close();
    hasty.close();
    daemon.close();
  }

  /** A machine may take longer than it is patient for. */
  private void connectHasty() {
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> hasty.connect(daemon.address()) instanceof Connection.Open);
  }

  @Test
  void publish_acknowledged() throws Exception {
    daemon.start();

    assertThat(link.connect(daemon.address())).isInstanceOf(Connection.Open.class);
    assertThat(link.isOpen()).isTrue();
    PublishOutcome outcome = link.publish(BATCH);

    assertThat(outcome).isInstanceOf(PublishOutcome.Acknowledged.class);
    assertThat(((PublishOutcome.Acknowledged) outcome).ack().accepted()).isEqualTo(1);
    assertThat(daemon.held()).hasSize(1);
    assertThat(daemon.held().get(0).path("data").path("text").asText())
        .isEqualTo("quotes \" and € and 😀");
  }

  @Test
  void connect_showsTokenRoleAndVersion() throws Exception {
    daemon.start();

    link.connect(daemon.address());

    assertThat(daemon.auths)
        .containsExactly(Map.of("token", daemon.token.reveal(), "role", "producer", "v", 1));
  }

  @Test
  void connect_wrongToken() throws Exception {
    daemon.start();
    DaemonAddress stranger =
        new DaemonAddress(daemon.address().url(), Optional.of(AccessToken.random()));

    assertThat(link.connect(stranger)).isInstanceOf(Connection.WrongToken.class);
    assertThat(link.isOpen()).isFalse();
  }

  @Test
  void connect_tokenRefusedByConnectError() throws Exception {
    daemon
        .refusing(Map.of("message", "wrong token", "data", Map.of("code", "unauthorized")))
        .start();

    assertThat(link.connect(daemon.address())).isEqualTo(new Connection.WrongToken("wrong token"));
  }

  @Test
  void connect_unsupportedVersion() throws Exception {
    daemon
        .refusing(
            Map.of(
                "message",
                "version 1 is not spoken here, 2 is",
                "data",
                Map.of("code", "unsupported_version")))
        .start();

    assertThat(link.connect(daemon.address()))
        .isEqualTo(new Connection.UnsupportedVersion("version 1 is not spoken here, 2 is"));
  }

  @Test
  void connect_nobodyListens() throws Exception {
    Connection outcome = link.connect(daemon.address());

    assertThat(outcome).isInstanceOf(Connection.Unreachable.class);
    assertThat(((Connection.Unreachable) outcome).reason()).contains("onnect");
  }

  @Test
  void connect_serverThatKnowsNoWebSocket() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> exchange.sendResponseHeaders(404, -1));
    server.start();
    try {
      DaemonAddress address =
          new DaemonAddress(DaemonUrl.onLoopback(server.getAddress().getPort()), Optional.empty());

      assertThat(link.connect(address)).isEqualTo(new Connection.Unreachable("HTTP status 404"));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void connect_noSocketIoServer() throws Exception {
    try (ServerSocket mute = new ServerSocket(0)) {
      DaemonAddress address =
          new DaemonAddress(DaemonUrl.onLoopback(mute.getLocalPort()), Optional.empty());

      assertThat(hasty.connect(address))
          .isEqualTo(new Connection.Unreachable("no answer in PT0.3S"));
    }
  }

  /** No certificate is needed to see which of both protocols a client begins with. */
  @ParameterizedTest
  @CsvSource({"https, 0x16", "http, 0x47"})
  void connect_speaksTlsOnlyToHttps(String scheme, int firstByte) throws Exception {
    try (ServerSocket listener = new ServerSocket(0)) {
      CompletableFuture<Integer> first =
          CompletableFuture.supplyAsync(
              () -> {
                try (java.net.Socket client = listener.accept()) {
                  return client.getInputStream().read();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      DaemonUrl url =
          DaemonUrl.parse(scheme + "://127.0.0.1:" + listener.getLocalPort()).orElseThrow();

      assertThat(link.connect(new DaemonAddress(url, Optional.empty())))
          .isInstanceOf(Connection.Unreachable.class);
      assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(firstByte);
    }
  }

  @Test
  void publish_neverAcknowledged() throws Exception {
    daemon.onPublish((client, batch, ack) -> daemon.hold(batch)).start();
    connectHasty();

    assertThat(hasty.publish(BATCH))
        .isEqualTo(new PublishOutcome.Unanswered("no acknowledgement in PT0.3S"));
  }

  @Test
  void publish_acknowledgedTwice() throws Exception {
    daemon
        .onPublish(
            (client, batch, ack) -> {
              long number = daemon.batches.size() - 1L;
              ScriptedDaemon.sendAck(client, number, ScriptedDaemon.ackOf(1, 0));
              ScriptedDaemon.sendAck(client, number, ScriptedDaemon.ackOf(7, 0));
            })
        .start();
    link.connect(daemon.address());

    for (int i = 0; i < 3; i++) {
      PublishOutcome outcome = link.publish(BATCH);
      assertThat(((PublishOutcome.Acknowledged) outcome).ack().accepted()).isEqualTo(1);
    }
  }

  @Test
  void publish_acknowledgedUnderAnotherNumber() throws Exception {
    daemon
        .onPublish(
            (client, batch, ack) ->
                ScriptedDaemon.sendAck(client, 4711, ScriptedDaemon.ackOf(1, 0)))
        .start();
    connectHasty();

    assertThat(hasty.publish(BATCH)).isInstanceOf(PublishOutcome.Unanswered.class);
  }

  @Test
  void publish_acknowledgedWithSomethingElse() throws Exception {
    daemon.onPublish((client, batch, ack) -> ack.sendAckData("ok")).start();
    link.connect(daemon.address());

    assertThat(link.publish(BATCH)).isInstanceOf(PublishOutcome.Unanswered.class);
  }

  @Test
  void publish_connectionDiesInFlight() throws Exception {
    daemon.onPublish((client, batch, ack) -> client.disconnect()).start();
    link.connect(daemon.address());

    PublishOutcome outcome = link.publish(BATCH);

    assertThat(((PublishOutcome.Unanswered) outcome).reason()).startsWith("disconnected");
    assertThat(link.isOpen()).isFalse();
  }

  @Test
  void p10_publish_whileNotConnectedSendsNothing() throws Exception {
    daemon.start();

    assertThat(link.publish(BATCH)).isEqualTo(new PublishOutcome.Unanswered("not connected"));
    link.connect(daemon.address());
    link.publish(BATCH);

    assertThat(daemon.batches).hasSize(1);
  }

  @Test
  void daemonThatIsSilentForTooLong_isTakenForGone() throws Exception {
    daemon.silentFor(Duration.ofSeconds(20), Duration.ofSeconds(10)).start();
    link.connect(daemon.address());
    passed.addAndGet(Duration.ofSeconds(20).toNanos());
    assertThat(link.publish(BATCH)).isInstanceOf(PublishOutcome.Acknowledged.class);

    passed.addAndGet(Duration.ofSeconds(31).toNanos());

    assertThat(link.isOpen()).isFalse();
    assertThat(link.publish(BATCH)).isEqualTo(new PublishOutcome.Unanswered("not connected"));
    assertThat(link.connect(daemon.address())).isInstanceOf(Connection.Open.class);
  }

  @Test
  void daemonThatAsksWhetherWeLive_isAnswered() throws Exception {
    daemon.silentFor(Duration.ofMillis(50), Duration.ofMinutes(1)).start();
    link.connect(daemon.address());

    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> link.isOpen() && daemon.pongs.get() >= 2);
  }

  @Test
  void publish_daemonThatReadsNothing_isNotWaitedForLongerThanAllowed() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    daemon.onPublish((client, batch, ack) -> await(over)).start();
    // More than both sockets hold.
    String large = BATCH.replace("quotes", "x".repeat(16 << 20));
    connectHasty();
    try {
      for (String batch : List.of(BATCH, large)) {
        assertThat(hasty.publish(batch))
            .isEqualTo(new PublishOutcome.Unanswered("no acknowledgement in PT0.3S"));
      }
    } finally {
      over.countDown();
    }
  }

  @Test
  void close_endsTheWait() throws Exception {
    daemon.onPublish((client, batch, ack) -> daemon.hold(batch)).start();
    link.connect(daemon.address());
    CompletableFuture<PublishOutcome> outcome =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return link.publish(BATCH);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    Awaitility.await().until(() -> daemon.batches.size() == 1);

    link.close();

    assertThat(outcome).succeedsWithin(Duration.ofSeconds(2));
    assertThat(outcome.join()).isEqualTo(new PublishOutcome.Unanswered("closed"));
  }
}
