package io.mpm.monitor.proxy.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WireTest {

  @TempDir private Path folder;
  private Peer peer;

  @BeforeEach
  void connect() throws Exception {
    peer = new Peer(folder);
  }

  @AfterEach
  void close() throws IOException {
    peer.close();
  }

  private static Deadline shortly() {
    return Deadline.in(Duration.ofMillis(200), System::nanoTime);
  }

  @Test
  void bytes_goBothWays() throws Exception {
    peer.wire().write(ByteBuffer.wrap("there".getBytes(UTF_8)), Peer.soon());
    assertThat(peer.hear(5)).asString(UTF_8).isEqualTo("there");

    peer.say("back");
    peer.wire().awaitInput(Peer.soon());
    ByteBuffer heard = ByteBuffer.allocate(10);
    assertThat(peer.wire().read(heard)).isTrue();
    assertThat(heard.flip()).isEqualTo(ByteBuffer.wrap("back".getBytes(UTF_8)));
    assertThat(peer.wire().read(heard)).isFalse();
  }

  @Test
  void peerThatSaysNothing_isWaitedForUntilTheDeadline() {
    assertThatThrownBy(() -> peer.wire().awaitInput(shortly()))
        .isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void peerThatReadsNothing_isWaitedForUntilTheDeadline() {
    assertThatThrownBy(() -> peer.wire().write(ByteBuffer.allocate(16 << 20), shortly()))
        .isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void moreThanASocketHolds_goesAsThePeerReads() throws Exception {
    CompletableFuture<byte[]> heard =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return peer.hear(16 << 20);
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });

    peer.wire().write(ByteBuffer.allocate(16 << 20), Peer.soon());

    assertThat(heard.get(30, TimeUnit.SECONDS)).hasSize(16 << 20).containsOnly(0);
  }

  @Test
  void peerThatHasGone_isTheEnd() throws Exception {
    peer.goAway();

    peer.wire().awaitInput(Peer.soon());
    assertThatThrownBy(() -> peer.wire().read(ByteBuffer.allocate(1)))
        .isInstanceOf(EOFException.class);
  }

  @Test
  void close_endsAWait() throws Exception {
    CompletableFuture<Void> waiting =
        CompletableFuture.runAsync(
            () -> {
              try {
                peer.wire().awaitInput(Peer.soon());
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    peer.wire().close();

    assertThat(waiting)
        .failsWithin(Duration.ofSeconds(20))
        .withThrowableThat()
        .withMessageContaining("closed");
    assertThat(peer.hear(1)).isEmpty();
  }

  @Test
  void interrupt_endsAWait() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> peer.wire().awaitInput(Peer.soon()))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void connect_firstAddressIsSilent_theNextOneHasItsTime() throws Exception {
    try (SilentAddress silent = new SilentAddress();
        ServerSocketChannel daemon = ServerSocketChannel.open().bind(loopback(0))) {
      List<InetSocketAddress> addresses =
          List.of(silent.address(), (InetSocketAddress) daemon.getLocalAddress());
      Deadline deadline = Deadline.in(Duration.ofSeconds(6), System::nanoTime);

      try (Wire wire = Wire.connect(addresses, PlainTransport::new, begun -> {}, deadline);
          SocketChannel accepted = daemon.accept()) {
        wire.write(ByteBuffer.wrap("x".getBytes(UTF_8)), Peer.soon());
        ByteBuffer heard = ByteBuffer.allocate(1);
        assertThat(accepted.read(heard)).isEqualTo(1);
      }
    }
  }

  @Test
  void connect_everyAddressIsSilent_isWaitedForUntilTheDeadline() throws Exception {
    try (SilentAddress silent = new SilentAddress()) {
      List<InetSocketAddress> addresses = List.of(silent.address(), silent.address());

      assertThatThrownBy(() -> Wire.connect(addresses, PlainTransport::new, begun -> {}, shortly()))
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  /** A port whose queue is full: the system answers nobody who would like to join it. */
  private static final class SilentAddress implements AutoCloseable {

    private static final int MORE_THAN_THE_QUEUE_HOLDS = 10;

    private final ServerSocketChannel server = ServerSocketChannel.open().bind(loopback(0), 1);
    private final List<SocketChannel> waiting = new ArrayList<>();

    SilentAddress() throws IOException {
      for (int i = 0; i < MORE_THAN_THE_QUEUE_HOLDS; i++) {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.connect(address());
        waiting.add(channel);
      }
    }

    InetSocketAddress address() throws IOException {
      return (InetSocketAddress) server.getLocalAddress();
    }

    @Override
    public void close() throws IOException {
      for (SocketChannel channel : waiting) {
        channel.close();
      }
      server.close();
    }
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  @Test
  void connect_whereNobodyListens_namesThePath() {
    Path nowhere = folder.resolve("nobody.sock");

    assertThatThrownBy(() -> Wire.connect(Peer.url(nowhere), begun -> {}, Peer.soon()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(nowhere.toString());
  }
}
