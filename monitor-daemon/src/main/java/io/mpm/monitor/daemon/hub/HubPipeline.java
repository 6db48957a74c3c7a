package io.mpm.monitor.daemon.hub;

import static com.corundumstudio.socketio.SocketIOChannelInitializer.WEB_SOCKET_TRANSPORT;

import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.ack.AckManager;
import com.corundumstudio.socketio.handler.AuthorizeHandler;
import com.corundumstudio.socketio.handler.ClientsBox;
import com.corundumstudio.socketio.handler.EncoderHandler;
import com.corundumstudio.socketio.handler.InPacketHandler;
import com.corundumstudio.socketio.handler.PacketListener;
import com.corundumstudio.socketio.namespace.NamespacesHub;
import com.corundumstudio.socketio.protocol.PacketDecoder;
import com.corundumstudio.socketio.protocol.PacketEncoder;
import com.corundumstudio.socketio.transport.PollingTransport;
import com.corundumstudio.socketio.transport.WebSocketTransport;
import io.mpm.monitor.daemon.http.HttpDoor;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/**
 * What a connection goes through: HTTP and its access, then netty-socketio's handshake, our gate,
 * and netty-socketio's packets. The library's own initializer has polling, TLS, compression and a
 * timer thread besides, and no place for a gate.
 */
class HubPipeline extends ChannelInitializer<Channel> {

  private static final String HANDSHAKE_PATH = "/socket.io/";

  /** A path of 4,095 bytes, each of them percent-encoded, and what stands around it. */
  private static final int MAX_REQUEST_LINE_BYTES = 16 << 10;

  /** Browsers send the cookies of all programs on this machine, whatever their ports. */
  private static final int MAX_HEADER_BYTES = 32 << 10;

  private final Configuration configuration;
  private final ConnectionLimit connectionLimit;
  private final HttpDoor door;
  private final Supplier<ChannelHandler> frameGate;
  private final InPacketHandler packets;
  private final AuthorizeHandler handshake;
  private final WebSocketTransport transport;
  private final EncoderHandler encoder;

  /**
   * A pipeline for the channels of one loop.
   *
   * @param namespaces with all their listeners
   */
  HubPipeline(
      EventExecutor loop,
      Configuration configuration,
      NamespacesHub namespaces,
      ConnectionLimit connectionLimit,
      HttpDoor door,
      Supplier<ChannelHandler> frameGate) {
    this.configuration = configuration;
    this.connectionLimit = connectionLimit;
    this.door = door;
    this.frameGate = frameGate;
    LoopTimers timers = new LoopTimers(loop);
    AckManager acks = new AckManager(timers);
    ClientsBox clients = new ClientsBox();
    PacketDecoder decoder = new PacketDecoder(configuration.getJsonSupport(), acks);
    this.handshake =
        new AuthorizeHandler(
            HANDSHAKE_PATH,
            timers,
            configuration,
            namespaces,
            configuration.getStoreFactory(),
            client -> {
              acks.onDisconnect(client);
              clients.removeClient(client.getSessionId());
            },
            acks,
            clients);
    this.transport = new WebSocketTransport(false, handshake, configuration, timers, clients);
    // It is asked for, and nobody's transport.
    PollingTransport polling = new PollingTransport(decoder, handshake, clients);
    this.packets =
        new InPacketHandler(
            new PacketListener(acks, namespaces, polling, timers),
            decoder,
            namespaces,
            configuration.getExceptionListener());
    this.encoder = encoder(configuration);
  }

  private static EncoderHandler encoder(Configuration configuration) {
    try {
      return new EncoderHandler(
          configuration, new PacketEncoder(configuration, configuration.getJsonSupport()));
    } catch (IOException e) {
      throw new UncheckedIOException("netty-socketio's version cannot be read", e);
    }
  }

  private static HttpDecoderConfig decoding() {
    return new HttpDecoderConfig()
        .setMaxInitialLineLength(MAX_REQUEST_LINE_BYTES)
        .setMaxHeaderSize(MAX_HEADER_BYTES);
  }

  @Override
  protected void initChannel(Channel channel) {
    ChannelPipeline pipeline = channel.pipeline();
    pipeline.addLast("connectionLimit", connectionLimit);
    pipeline.addLast("httpDecoder", new HttpRequestDecoder(decoding()));
    pipeline.addLast("httpEncoder", new HttpResponseEncoder());
    door.addTo(pipeline);
    pipeline.addLast("packets", packets);
    pipeline.addLast("handshake", handshake);
    // The gate must see whole messages: half a packet could be anything.
    pipeline.addLast(
        "wholeFrames", new WebSocketFrameAggregator(configuration.getMaxFramePayloadLength()));
    // Holds back those that were read together with the one that brought a halt.
    pipeline.addLast("framesInTurn", new FlowControlHandler());
    pipeline.addLast("frameGate", frameGate.get());
    pipeline.addLast(WEB_SOCKET_TRANSPORT, transport);
    pipeline.addLast("packetEncoder", encoder);
  }
}
