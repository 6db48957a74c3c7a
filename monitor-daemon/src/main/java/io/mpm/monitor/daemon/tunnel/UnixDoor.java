package io.mpm.monitor.daemon.tunnel;

import static java.util.Objects.requireNonNull;

import io.mpm.monitor.protocol.home.PrivateFiles;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A Unix socket whose connections lead to a port of this machine: for a container that has the
 * socket mounted. Only bytes pass; whoever comes this way is asked for the token like everybody
 * else. One thread, {@code mpm-unix}.
 */
public final class UnixDoor implements AutoCloseable {

  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final long CLOSE_MILLIS = 500;

  private final Path socket;
  private final InetSocketAddress target;
  private final EventLoopGroup loop =
      new NioEventLoopGroup(1, new DefaultThreadFactory("mpm-unix", true));

  private UnixDoor(Path socket, InetSocketAddress target) {
    this.socket = socket;
    this.target = target;
  }

  /**
   * What would keep {@link #open} from listening on {@code socket}, as far as that shows without
   * trying; empty when nothing would. Changes nothing.
   */
  public static Optional<String> obstacle(Path socket) {
    if (Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
      return isSocket(socket) ? Optional.empty() : Optional.of("is there and is no socket");
    }
    Path there = folder(socket);
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there)) {
      return Optional.of(there + " is no folder");
    }
    return Files.isWritable(there)
        ? tooLong(socket)
        : Optional.of("nothing can be made in " + there);
  }

  /** How long a path may be, each system says for itself. */
  private static Optional<String> tooLong(Path socket) {
    try {
      SocketChannel.open(UnixDomainSocketAddress.of(socket)).close();
      return Optional.empty();
    } catch (IOException e) {
      return String.valueOf(e.getMessage()).contains("too long")
          ? Optional.of(
              "is too long for a socket's path: %d characters; name a shorter one"
                  .formatted(socket.toString().length()))
          : Optional.empty();
    }
  }

  /**
   * Listens on {@code socket}, which only its owner can open then. A socket that a daemon left
   * behind when it was killed is replaced; a folder that is not there is made, its owner's alone.
   *
   * @param port where the connections lead
   * @throws IOException when there is something else at that path, or somebody listens there
   */
  public static UnixDoor open(Path socket, int port) throws IOException {
    clear(socket);
    if (!Files.isDirectory(folder(socket))) {
      PrivateFiles.directory(folder(socket));
    }
    UnixDoor door =
        new UnixDoor(socket, new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port));
    try {
      door.listen();
    } catch (IOException | RuntimeException | Error e) {
      // Without taking away what is there by now: it is another's.
      door.end();
      throw e;
    }
    try {
      PrivateFiles.restrict(socket);
      return door;
    } catch (IOException | RuntimeException | Error e) {
      door.close();
      throw e;
    }
  }

  private static Path folder(Path socket) {
    return requireNonNull(socket.toAbsolutePath().getParent());
  }

  private static boolean isSocket(Path path) {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .isOther();
    } catch (IOException e) {
      return false;
    }
  }

  private static void clear(Path socket) throws IOException {
    if (!Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!isSocket(socket)) {
      throw new FileSystemException(socket.toString(), null, "is there and is no socket");
    }
    if (isHeld(socket)) {
      throw new FileSystemException(socket.toString(), null, "another process listens there");
    }
    Files.delete(socket);
  }

  private static boolean isHeld(Path socket) throws IOException {
    try (SocketChannel whoever = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      return whoever.isConnected();
    } catch (ConnectException e) {
      return false;
    }
  }

  private void listen() throws IOException {
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerDomainSocketChannel.class)
            .childOption(ChannelOption.AUTO_READ, false)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel guest) {
                    lead(guest);
                  }
                })
            .bind(UnixDomainSocketAddress.of(socket))
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException(
          "cannot listen on %s: %s".formatted(socket, bound.cause().getMessage()), bound.cause());
    }
  }

  private void lead(Channel guest) {
    new Bootstrap()
        .group(guest.eventLoop())
        .channel(NioSocketChannel.class)
        .option(ChannelOption.AUTO_READ, false)
        .option(ChannelOption.TCP_NODELAY, true)
        .handler(new ChannelInboundHandlerAdapter())
        .connect(target)
        .addListener(
            (ChannelFuture connected) -> {
              if (connected.isSuccess()) {
                Relay.join(guest, connected.channel());
              } else {
                guest.close();
              }
            });
  }

  /** Ends what came through it, and takes the socket away. */
  @Override
  public void close() {
    end();
    try {
      Files.deleteIfExists(socket);
    } catch (IOException e) {
      // The next daemon replaces it.
    }
  }

  private void end() {
    loop.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(CLOSE_MILLIS);
  }
}
