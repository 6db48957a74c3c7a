package io.mpm.monitor.proxy.delivery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.mpm.monitor.protocol.home.DaemonUrl;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/** The other end of a wire through a Unix socket, which says what a test wants it to. */
final class Peer implements AutoCloseable {

  private final Path path;
  private final ServerSocketChannel server;
  private final Wire wire;
  private final SocketChannel channel;

  Peer(Path folder) throws IOException, InterruptedException {
    path = folder.resolve("daemon.sock");
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(path));
    wire = Wire.connect(url(path), begun -> {}, soon());
    channel = server.accept();
  }

  static DaemonUrl url(Path socket) {
    return DaemonUrl.parse("unix:" + socket).orElseThrow();
  }

  /** Enough for what happens on this machine, however busy it is. */
  static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(30), System::nanoTime);
  }

  static Deadline now() {
    return Deadline.in(Duration.ZERO, System::nanoTime);
  }

  /** Our end. */
  Wire wire() {
    return wire;
  }

  void say(int... bytes) throws IOException {
    ByteBuffer said = ByteBuffer.allocate(bytes.length);
    for (int one : bytes) {
      said.put((byte) one);
    }
    say(said.flip());
  }

  void say(String text) throws IOException {
    say(ByteBuffer.wrap(text.getBytes(ISO_8859_1)));
  }

  private void say(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** The next bytes that it was told; fewer when that was all. */
  byte[] hear(int length) throws IOException {
    ByteBuffer heard = ByteBuffer.allocate(length);
    while (heard.hasRemaining() && channel.read(heard) >= 0) {
      // There is more.
    }
    return Arrays.copyOf(heard.array(), heard.position());
  }

  void goAway() throws IOException {
    channel.close();
  }

  @Override
  public void close() throws IOException {
    wire.close();
    channel.close();
    server.close();
  }
}
