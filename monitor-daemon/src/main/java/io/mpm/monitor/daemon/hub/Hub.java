package io.mpm.monitor.daemon.hub;

import com.corundumstudio.socketio.AckMode;
import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.Transport;
import com.corundumstudio.socketio.namespace.Namespace;
import com.corundumstudio.socketio.namespace.NamespacesHub;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.access.AccessPolicy;
import io.mpm.monitor.daemon.files.FileRequests;
import io.mpm.monitor.daemon.http.HttpDoor;
import io.mpm.monitor.daemon.http.Refusals;
import io.mpm.monitor.daemon.ingest.Ingest;
import io.mpm.monitor.daemon.metrics.Latency;
import io.mpm.monitor.daemon.store.EventStore;
import io.mpm.monitor.daemon.usage.Usages;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The Socket.IO server: one event loop on which every client lives. netty-socketio decodes packets,
 * answers CONNECT and keeps the heartbeat; who may speak is decided by {@link FrameGate}, who hears
 * what by {@link Broadcaster}.
 */
public final class Hub implements ClientConnection, AutoCloseable {

  /**
   * The largest message that is taken: the largest event that a proxy may be set to send, and its
   * envelope.
   */
  public static final int MAX_FRAME_BYTES = 9 << 20;

  /** Where we listen, and nowhere else. */
  public static final String HOST = "127.0.0.1";

  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  /**
   * Pages, tools and proxies of one user are a few dozen; the rest is room for requests that come
   * and go.
   */
  private static final int MAX_MEMBERS = 512;

  /** Connections that have not shown the token: an honest one does so with its first bytes. */
  private static final int MAX_STRANGERS = 128;

  /** What a frozen page costs us: the high mark and the one write that went over it. */
  private static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(128 << 10, 512 << 10);

  /**
   * The kernel's share of that. Left alone it grows to megabytes, more for one page than for
   * another, and a page's place then says little of what it has read.
   */
  private static final int SEND_BUFFER = 256 << 10;

  private static final boolean WINDOWS = System.getProperty("os.name", "").startsWith("Windows");

  private static final long CLOSE_MILLIS = 1_000;

  /**
   * A client that has not shown a token by then goes; an honest one sends CONNECT in the first
   * millisecond.
   */
  static final long NOBODY_MILLIS = 2_000;

  private static final int PING_INTERVAL_MILLIS = 25_000;
  private static final int PING_TIMEOUT_MILLIS = 60_000;

  private final Map<String, Subscriber> clients = new ConcurrentHashMap<>();
  private final BadPackets badPackets = new BadPackets();
  private final Traffic traffic = new Traffic();
  private final ConnectionLimit connectionLimit =
      new ConnectionLimit(MAX_MEMBERS, MAX_STRANGERS, badPackets);
  private final EventLoopGroup loop = new NioEventLoopGroup(1, new DefaultThreadFactory("mpm-hub"));
  private final Frames frames = new Frames(PooledByteBufAllocator.DEFAULT);
  private final Broadcaster broadcaster;
  private final Greeting greeting;
  private final Publications publications;
  private final HubPipeline pipeline;
  private final int port;
  private @Nullable Channel listening;

  /**
   * A hub that does not listen yet. Its loop runs, so it must be closed.
   *
   * @param port where on 127.0.0.1
   * @param status what {@code get_status} answers
   * @param refusals told of the CONNECTs that were not let in
   */
  public Hub(
      int port,
      AccessPolicy policy,
      HttpDoor door,
      Ingest ingest,
      EventStore store,
      FileRequests files,
      Usages usages,
      Supplier<ObjectNode> status,
      Refusals refusals,
      InstantSource clock) {
    this.port = port;
    this.broadcaster = new Broadcaster(store, usages, frames, loop.next(), traffic);
    this.greeting = new Greeting(store, status, clock);
    this.publications = new Publications(ingest, badPackets);
    Handshake handshake = new TokenHandshake(policy);
    Configuration configuration =
        configuration(MAX_FRAME_BYTES, PING_INTERVAL_MILLIS, PING_TIMEOUT_MILLIS, badPackets);
    NamespacesHub namespaces = new NamespacesHub(configuration);
    new Requests(
            clients::get,
            ingest,
            greeting,
            new Subscriptions(store, broadcaster),
            new FileEvents(files))
        .addTo(namespaces.create(Namespace.DEFAULT_NAME));
    this.pipeline =
        new HubPipeline(
            loop.next(),
            configuration,
            namespaces,
            connectionLimit,
            door,
            () -> new FrameGate(NOBODY_MILLIS, handshake, this, frames, badPackets, refusals));
  }

  /** netty-socketio as we use it. */
  static Configuration configuration(
      int maxFrameBytes, int pingIntervalMillis, int pingTimeoutMillis, BadPackets badPackets) {
    Configuration configuration = new Configuration();
    configuration.setTransports(Transport.WEBSOCKET);
    configuration.setRandomSession(true);
    configuration.setEnableCors(false);
    configuration.setAddVersionHeader(false);
    configuration.setHttpCompression(false);
    configuration.setWebsocketCompression(false);
    configuration.setAckMode(AckMode.MANUAL);
    configuration.setMaxFramePayloadLength(maxFrameBytes);
    configuration.setPingInterval(pingIntervalMillis);
    configuration.setPingTimeout(pingTimeoutMillis);
    configuration.setExceptionListener(new QuietExceptions(badPackets));
    configuration.setJsonSupport(new PacketJson(maxFrameBytes));
    return configuration;
  }

  /**
   * Listens. Our own bootstrap, not the library's: one loop for everything, a bind failure that
   * leaves nothing behind, and an end that does not take seconds.
   *
   * @throws IOException when the port is taken
   */
  public void start() throws IOException {
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .childHandler(pipeline)
            .option(ChannelOption.SO_REUSEADDR, !WINDOWS)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_SNDBUF, SEND_BUFFER)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
            .bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port))
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw bound.cause() instanceof IOException refused
          ? refused
          : new IOException("cannot listen on " + HOST + ":" + port, bound.cause());
    }
    listening = bound.channel();
  }

  /** There are new events in the store. Any thread. */
  public void eventsCame() {
    broadcaster.eventsCame();
  }

  /**
   * Runs {@code answer} on the event loop: at once, or while most pages are so far behind that they
   * would soon miss events, when they no longer are, a second from now at the latest. Any thread.
   */
  public void whenReadersKeepUp(Runnable answer) {
    broadcaster.whenReadersKeepUp(answer);
  }

  /** There may be news of usage. Any thread. */
  public void wake() {
    broadcaster.wake();
  }

  /** How many clients have shown the token and are connected. Any thread. */
  public int clientCount() {
    return clients.size();
  }

  /**
   * What the hub counts. Any thread; what is said of clients that are behind is at most a second
   * old.
   */
  public HubFigures figures() {
    Traffic.Backlog backlog = traffic.backlog();
    return new HubFigures(
        clients.size(),
        connectionLimit.open(),
        backlog.lagEvents(),
        backlog.outboxBytes(),
        traffic.gaps(),
        traffic.missedEvents(),
        traffic.stalledClients(),
        traffic.failedClients(),
        badPackets.total(),
        PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory());
  }

  /** How long events wait, once they are kept, until every client that takes more has them. */
  public Latency storeToClient() {
    return traffic.storeToClient();
  }

  @Override
  public void opened(Channel channel, String clientId, Handshake.Outcome.Welcome welcome) {
    Subscriber subscriber =
        new Subscriber(channel, clientId, welcome.role(), welcome.dialect(), frames, traffic);
    clients.put(clientId, subscriber);
    greeting.greet(subscriber);
    broadcaster.add(subscriber);
  }

  @Override
  public void writable() {
    broadcaster.wake();
  }

  @Override
  public void acknowledged(String clientId, int ackId) {
    Subscriber subscriber = clients.get(clientId);
    if (subscriber != null) {
      subscriber.acknowledged(ackId);
      broadcaster.wake();
    }
  }

  @Override
  public void published(String clientId, Publication publication) {
    Subscriber subscriber = clients.get(clientId);
    if (subscriber != null) {
      publications.take(subscriber, publication);
    }
  }

  @Override
  public void closed(String clientId) {
    Subscriber gone = clients.remove(clientId);
    if (gone != null) {
      broadcaster.remove(gone);
    }
  }

  /** Takes no new clients from now on. */
  public void stopListening() {
    if (listening != null) {
      listening.close().awaitUninterruptibly(CLOSE_MILLIS);
    }
  }

  /**
   * Closes every client and ends the loop, within about a second. What was written before has
   * reached the sockets.
   */
  @Override
  public void close() {
    stopListening();
    loop.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly();
  }
}
