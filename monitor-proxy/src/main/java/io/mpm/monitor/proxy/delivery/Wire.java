package io.mpm.monitor.proxy.delivery;

import io.mpm.monitor.protocol.home.DaemonUrl;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/**
 * Bytes to a daemon and back. There is no thread behind it: whoever uses it does its work, and
 * waits for a daemon that hangs until a deadline, not longer. Any thread may close it, which ends
 * that wait. Only a name is looked up for as long as the system takes: nothing can hurry it.
 */
final class Wire implements Closeable {

  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;
  private final Transport transport;

  private Wire(SocketChannel channel, Selector selector, Transport transport)
      throws ClosedChannelException {
    this.channel = channel;
    this.selector = selector;
    this.key = channel.register(selector, 0);
    this.transport = transport;
  }

  /**
   * A wire that leads where {@code url} says, with TLS where that says {@code https}.
   *
   * @param begun is told of it before anybody waits for the daemon, so that it can be closed
   * @throws SocketTimeoutException when nobody takes it until the deadline
   * @throws IOException when it cannot be made; of several addresses, what the last one failed for
   */
  static Wire connect(DaemonUrl url, Consumer<Wire> begun, Deadline deadline)
      throws IOException, InterruptedException {
    if (url.socket().isPresent()) {
      return connect(url.socket().get(), begun, deadline);
    }
    URI web = url.web();
    if (!"https".equals(web.getScheme())) {
      return connect(web.getHost(), port(web, HTTP_PORT), PlainTransport::new, begun, deadline);
    }
    try {
      // Only here, because it has everything loaded that TLS needs, and all certificates: 5 MB.
      return connect(web, SSLContext.getDefault(), begun, deadline);
    } catch (NoSuchAlgorithmException e) {
      throw new IOException("this Java speaks no TLS", e);
    }
  }

  /** A wire with TLS, to somebody whom {@code context} trusts. */
  static Wire connect(URI web, SSLContext context, Consumer<Wire> begun, Deadline deadline)
      throws IOException, InterruptedException {
    String host = web.getHost();
    int port = port(web, HTTPS_PORT);
    return connect(
        host, port, channel -> new TlsTransport(channel, context, host, port), begun, deadline);
  }

  private static int port(URI web, int usual) {
    return web.getPort() < 0 ? usual : web.getPort();
  }

  private static Wire connect(Path socket, Consumer<Wire> begun, Deadline deadline)
      throws IOException, InterruptedException {
    try {
      return open(
          SocketChannel.open(StandardProtocolFamily.UNIX),
          UnixDomainSocketAddress.of(socket),
          PlainTransport::new,
          begun,
          deadline);
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException(socket + ": " + e.getMessage(), e);
    }
  }

  private static Wire connect(
      String host,
      int port,
      Function<SocketChannel, Transport> transport,
      Consumer<Wire> begun,
      Deadline deadline)
      throws IOException, InterruptedException {
    List<InetSocketAddress> addresses =
        Stream.of(InetAddress.getAllByName(host))
            .map(address -> new InetSocketAddress(address, port))
            .toList();
    return connect(addresses, transport, begun, deadline);
  }

  /** Tries one address after the other; none takes the time of those behind it. */
  static Wire connect(
      List<InetSocketAddress> addresses,
      Function<SocketChannel, Transport> transport,
      Consumer<Wire> begun,
      Deadline deadline)
      throws IOException, InterruptedException {
    IOException failure = new IOException("there is no address");
    int left = addresses.size();
    for (InetSocketAddress address : addresses) {
      try {
        SocketChannel channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return open(channel, address, transport, begun, deadline.share(left));
      } catch (IOException e) {
        failure = e;
      }
      left--;
    }
    throw failure;
  }

  private static Wire open(
      SocketChannel channel,
      SocketAddress peer,
      Function<SocketChannel, Transport> transport,
      Consumer<Wire> begun,
      Deadline deadline)
      throws IOException, InterruptedException {
    Selector selector = selectorFor(channel);
    try {
      channel.configureBlocking(false);
      Wire wire = new Wire(channel, selector, transport.apply(channel));
      begun.accept(wire);
      boolean connected = channel.connect(peer);
      while (!connected) {
        wire.await(SelectionKey.OP_CONNECT, deadline);
        connected = channel.finishConnect();
      }
      return wire;
    } catch (IOException | InterruptedException e) {
      channel.close();
      selector.close();
      throw e;
    }
  }

  /** Where the system gives no more files, the channel must not keep its own. */
  private static Selector selectorFor(SocketChannel channel) throws IOException {
    try {
      return Selector.open();
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Takes what has come, as far as there is room, and waits for nothing.
   *
   * @return whether something had come
   * @throws EOFException when nothing will come any more
   */
  boolean read(ByteBuffer into) throws IOException {
    int length = transport.read(into);
    if (length < 0) {
      throw new EOFException("the daemon ended the connection");
    }
    return length > 0;
  }

  /**
   * Waits until there may be something to read.
   *
   * @throws SocketTimeoutException when there is nothing until the deadline
   */
  void awaitInput(Deadline deadline) throws IOException, InterruptedException {
    await(SelectionKey.OP_READ, deadline);
  }

  /**
   * Sends all of {@code bytes}.
   *
   * @throws SocketTimeoutException when the daemon has not taken all until the deadline
   */
  void write(ByteBuffer bytes, Deadline deadline) throws IOException, InterruptedException {
    while (!transport.write(bytes)) {
      await(transport.awaits(), deadline);
    }
  }

  private void await(int operations, Deadline deadline) throws IOException, InterruptedException {
    try {
      key.interestOps(operations);
      int ready = 0;
      while (ready == 0) {
        long left = deadline.leftMillis();
        if (left == 0) {
          throw new SocketTimeoutException("the daemon is silent");
        }
        ready = selector.select(happened -> {}, left);
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
    } catch (ClosedSelectorException | CancelledKeyException e) {
      throw new IOException("closed", e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    selector.close();
  }
}
