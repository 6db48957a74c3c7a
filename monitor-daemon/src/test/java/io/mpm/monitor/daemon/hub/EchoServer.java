package io.mpm.monitor.daemon.hub;

import com.corundumstudio.socketio.AckRequest;
import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.MultiTypeArgs;
import com.corundumstudio.socketio.SocketIOClient;
import com.corundumstudio.socketio.listener.MultiTypeEventListener;
import com.corundumstudio.socketio.namespace.Namespace;
import com.corundumstudio.socketio.namespace.NamespacesHub;
import io.mpm.monitor.daemon.access.AccessPolicy;
import io.mpm.monitor.daemon.access.Role;
import io.mpm.monitor.daemon.access.ServedNames;
import io.mpm.monitor.daemon.http.HttpDoor;
import io.mpm.monitor.daemon.http.Refusals;
import io.mpm.monitor.daemon.http.RouteCatalog;
import io.mpm.monitor.protocol.home.AccessToken;
import io.mpm.monitor.protocol.home.Tokens;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The hub's pipeline, configuration and gates around the echo that the official test suites of
 * Engine.IO and Socket.IO expect: {@code auth} on connect, {@code message} sent back as {@code
 * message-back}, {@code message-with-ack} acknowledged with what it brought, and, under {@code
 * /engine.io/}, each message as it came. Lets everybody in, which is why it is a test's.
 */
final class EchoServer implements AutoCloseable {

  /**
   * How long it waits, in milliseconds.
   *
   * @param nobody for CONNECT
   */
  record Patience(int pingInterval, int pingTimeout, long nobody) {}

  /** As the suites expect it. They wait 2 s for a close, and 3 heartbeats before a CONNECT. */
  private static final Patience OF_THE_SUITES = new Patience(300, 200, 1_500);

  static final int MAX_PAYLOAD = 1_000_000;
  private static final int MAX_CONNECTIONS = 100;
  private static final String ENGINE_PATH = "/engine.io/";

  private final EventLoopGroup loop = new NioEventLoopGroup(1);
  private final BadPackets badPackets = new BadPackets();
  private final Frames frames = new Frames(PooledByteBufAllocator.DEFAULT);
  private final Patience patience;
  private final Channel listening;

  EchoServer(int port, Patience patience) throws Exception {
    this.patience = patience;
    ServedNames names = new ServedNames(port, List.of());
    AccessPolicy policy =
        new AccessPolicy(names, new Tokens(AccessToken.random(), AccessToken.random()));
    HttpDoor door = RouteCatalog.door(policy, names);
    Configuration configuration =
        Hub.configuration(MAX_PAYLOAD, patience.pingInterval(), patience.pingTimeout(), badPackets);
    NamespacesHub namespaces = new NamespacesHub(configuration);
    Namespace namespace = namespaces.create(Namespace.DEFAULT_NAME);
    namespace.addMultiTypeEventListener(
        "message", echo(), Object.class, Object.class, Object.class);
    namespace.addMultiTypeEventListener(
        "message-with-ack", acknowledge(), Object.class, Object.class, Object.class);
    this.listening =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .childHandler(new EchoPipeline(configuration, namespaces, door))
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .sync()
            .channel();
  }

  private static MultiTypeEventListener echo() {
    return (SocketIOClient client, MultiTypeArgs args, AckRequest ack) ->
        client.sendEvent("message-back", args.getArgs().toArray());
  }

  private static MultiTypeEventListener acknowledge() {
    return (client, args, ack) -> ack.sendAckData(args.getArgs());
  }

  /** Lets everybody in and says what he showed. */
  private ChannelHandler gate() {
    Greeter greeter = new Greeter(frames);
    return new FrameGate(patience.nobody(), greeter, greeter, frames, badPackets, new Refusals());
  }

  /** How many packets it has counted that no honest client sends. */
  long badPackets() {
    return badPackets.total();
  }

  int port() {
    return ((InetSocketAddress) listening.localAddress()).getPort();
  }

  @Override
  public void close() {
    listening.close().awaitUninterruptibly();
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  /** One per channel: {@code decide} and {@code opened} follow one another. */
  private static final class Greeter implements Handshake, ClientConnection {

    private final Frames frames;
    private String shown = "{}";

    Greeter(Frames frames) {
      this.frames = frames;
    }

    @Override
    public Outcome decide(String auth, boolean authenticated) {
      shown = auth.isEmpty() ? "{}" : auth;
      return new Outcome.Welcome(Role.ADMIN);
    }

    @Override
    public void opened(Channel channel, String clientId, Role role) {
      channel.writeAndFlush(frames.packet("42[\"auth\"," + shown + "]"));
    }

    @Override
    public void writable() {
      // Nothing waits.
    }

    @Override
    public void acknowledged(String clientId, int ackId) {
      // Nothing was asked.
    }

    @Override
    public void published(String clientId, Publication publication) {
      // The suites publish nothing.
    }

    @Override
    public void closed(String clientId) {
      // Nothing is held.
    }
  }

  private final class EchoPipeline extends HubPipeline {

    EchoPipeline(Configuration configuration, NamespacesHub namespaces, HttpDoor door) {
      super(
          loop.next(),
          configuration,
          namespaces,
          new ConnectionLimit(MAX_CONNECTIONS, MAX_CONNECTIONS, badPackets),
          door,
          EchoServer.this::gate);
    }

    @Override
    protected void initChannel(Channel channel) {
      super.initChannel(channel);
      channel.pipeline().addBefore("accessGate", "enginePath", new EnginePath());
    }
  }

  /** Engine.IO alone under a path of its own: what comes as a message goes back. */
  private static final class EnginePath extends ChannelInboundHandlerAdapter {

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (message instanceof HttpRequest request && request.uri().startsWith(ENGINE_PATH)) {
        request.setUri("/socket.io/" + request.uri().substring(ENGINE_PATH.length()));
        ctx.pipeline().addBefore("frameGate", "engineEcho", new EngineEcho());
      }
      ctx.fireChannelRead(message);
    }
  }

  private static final class EngineEcho extends ChannelInboundHandlerAdapter {

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (message instanceof BinaryWebSocketFrame
          || (message instanceof TextWebSocketFrame text && text.content().getByte(0) == '4')) {
        ctx.channel().writeAndFlush(((WebSocketFrame) message));
      } else {
        ctx.fireChannelRead(message);
      }
    }
  }

  /**
   * Runs until it is ended.
   *
   * @param arguments the port
   */
  public static void main(String... arguments) throws Exception {
    EchoServer server = new EchoServer(Integer.parseInt(arguments[0]), OF_THE_SUITES);
    System.out.println("listening on " + server.port());
    server.listening.closeFuture().sync();
  }
}
