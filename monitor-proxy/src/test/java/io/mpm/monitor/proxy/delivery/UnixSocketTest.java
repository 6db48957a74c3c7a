package io.mpm.monitor.proxy.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class UnixSocketTest {

  private static final InetSocketAddress ANYWHERE =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

  @TempDir private Path folder;
  private Path path;
  private ServerSocketChannel server;

  @BeforeEach
  void listen() throws IOException {
    path = folder.resolve("daemon.sock");
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(path));
  }

  @AfterEach
  void stopListening() throws IOException {
    server.close();
  }

  private Socket connect() throws IOException {
    Socket socket = new UnixSocketFactory(path).createSocket();
    socket.connect(ANYWHERE, 1000);
    return socket;
  }

  private static CompletableFuture<Integer> readOne(Socket socket) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return socket.getInputStream().read();
          } catch (IOException e) {
            return -2;
          }
        });
  }

  @Test
  void streams_carryBytesBothWays() throws Exception {
    try (Socket socket = connect();
        SocketChannel peer = server.accept()) {
      socket.getOutputStream().write("there".getBytes(UTF_8));
      ByteBuffer heard = ByteBuffer.allocate(5);
      while (heard.hasRemaining()) {
        peer.read(heard);
      }
      peer.write(ByteBuffer.wrap("back".getBytes(UTF_8)));

      assertThat(new String(heard.array(), UTF_8)).isEqualTo("there");
      assertThat(new String(socket.getInputStream().readNBytes(4), UTF_8)).isEqualTo("back");
      assertThat(socket.isConnected()).isTrue();
    }
  }

  @Test
  void write_whileAnotherThreadReads_doesNotWaitForIt() throws Exception {
    try (Socket socket = connect();
        SocketChannel peer = server.accept()) {
      CompletableFuture<Integer> answer = readOne(socket);
      socket.getOutputStream().write('?');
      ByteBuffer question = ByteBuffer.allocate(1);
      peer.read(question);
      peer.write(question.flip());

      assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo('?');
    }
  }

  @Test
  void close_endsARead() throws Exception {
    Socket socket = connect();
    try (SocketChannel peer = server.accept()) {
      CompletableFuture<Integer> answer = readOne(socket);
      socket.close();

      assertThat(answer.get(10, TimeUnit.SECONDS)).isNegative();
      assertThat(peer.read(ByteBuffer.allocate(1))).isEqualTo(-1);
      assertThat(socket.isClosed()).isTrue();
    }
  }

  @Test
  void read_peerHasGone_isTheEnd() throws Exception {
    try (Socket socket = connect()) {
      server.accept().close();

      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void connect_nobodyListens_namesThePath() throws IOException {
    server.close();

    assertThatThrownBy(this::connect)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(path.toString());
  }

  @Test
  void connect_afterClose_isRefused() throws IOException {
    Socket socket = new UnixSocketFactory(path).createSocket();
    socket.close();

    assertThatThrownBy(() -> socket.connect(ANYWHERE)).isInstanceOf(SocketException.class);
  }
}
