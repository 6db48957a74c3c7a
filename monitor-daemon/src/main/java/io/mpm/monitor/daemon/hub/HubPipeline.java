package io.mpm.monitor.daemon.hub;

import com.corundumstudio.socketio.SocketIOChannelInitializer;
import io.mpm.monitor.daemon.http.HttpDoor;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import java.util.function.Supplier;

/**
 * netty-socketio's pipeline with our handlers in front of what they guard: HTTP access before the
 * body is read, and packet access before its WebSocket transport. What of it only polling uses is
 * taken out.
 */
class HubPipeline extends SocketIOChannelInitializer {

  private final HttpDoor door;
  private final Supplier<ChannelHandler> frameGate;
  private final ConnectionLimit connectionLimit;
  private final int maxFrameBytes;

  HubPipeline(
      ConnectionLimit connectionLimit,
      HttpDoor door,
      Supplier<ChannelHandler> frameGate,
      int maxFrameBytes) {
    this.connectionLimit = connectionLimit;
    this.door = door;
    this.frameGate = frameGate;
    this.maxFrameBytes = maxFrameBytes;
  }

  @Override
  protected void addSocketioHandlers(ChannelPipeline pipeline) {
    pipeline.addLast("connectionLimit", connectionLimit);
    super.addSocketioHandlers(pipeline);
    pipeline.remove(XHR_POLLING_TRANSPORT);
    door.addTo(pipeline, HTTP_AGGREGATOR, PACKET_HANDLER);
    // The gate must see whole messages: half a packet could be anything.
    pipeline.addBefore(
        WEB_SOCKET_TRANSPORT, "wholeFrames", new WebSocketFrameAggregator(maxFrameBytes));
    pipeline.addBefore(WEB_SOCKET_TRANSPORT, "frameGate", frameGate.get());
  }
}
