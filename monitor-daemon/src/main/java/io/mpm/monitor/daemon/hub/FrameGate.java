package io.mpm.monitor.daemon.hub;

import com.corundumstudio.socketio.handler.ClientHead;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.access.Decision.Deny;
import io.mpm.monitor.daemon.http.HttpDoor;
import io.mpm.monitor.daemon.http.Refusals;
import io.mpm.monitor.daemon.http.TokenShown;
import io.mpm.monitor.daemon.hub.Handshake.Outcome;
import io.mpm.monitor.protocol.codec.Json;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stands before netty-socketio's packet handling, which hears and answers clients that were never
 * let in. Until a client has shown the token, CONNECT is the only packet that passes; after that,
 * only the packets that a text-only client of one namespace has reason to send. Whoever sends
 * anything else is closed. One per channel, on its event loop.
 */
final class FrameGate extends ChannelInboundHandlerAdapter {

  /**
   * A client that has not shown a token by then goes; an honest one sends CONNECT in the first
   * millisecond.
   */
  private static final long NOBODY_MILLIS = 2_000;

  private static final int MAX_AUTH_BYTES = 4_096;

  private final Handshake handshake;
  private final ClientConnection connection;
  private final Frames frames;
  private final BadPackets badPackets;
  private final Refusals refusals;
  private @Nullable String clientId;

  FrameGate(
      Handshake handshake,
      ClientConnection connection,
      Frames frames,
      BadPackets badPackets,
      Refusals refusals) {
    this.handshake = handshake;
    this.connection = connection;
    this.frames = frames;
    this.badPackets = badPackets;
    this.refusals = refusals;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof FullHttpRequest) {
      ctx.executor().schedule(() -> closeNobody(ctx), NOBODY_MILLIS, TimeUnit.MILLISECONDS);
    }
    if (!(message instanceof WebSocketFrame frame) || frame instanceof CloseWebSocketFrame) {
      ctx.fireChannelRead(message);
      return;
    }
    if (frame instanceof TextWebSocketFrame) {
      packet(ctx, frame);
    } else {
      refuse(ctx, frame, "a binary frame");
    }
  }

  private void packet(ChannelHandlerContext ctx, WebSocketFrame frame) {
    Packet packet = Packet.of(frame.content());
    if (packet == Packet.CONNECT && clientId == null) {
      connect(ctx, frame);
    } else if (packet == Packet.PONG || (packet.isForMembers() && clientId != null)) {
      ctx.fireChannelRead(frame);
    } else {
      refuse(ctx, frame, packet == Packet.MALFORMED ? "no packet we know" : "a packet out of turn");
    }
  }

  private void connect(ChannelHandlerContext ctx, WebSocketFrame frame) {
    ByteBuf content = frame.content();
    if (content.readableBytes() > MAX_AUTH_BYTES) {
      refuse(ctx, frame, "an auth of more than " + MAX_AUTH_BYTES + " bytes");
      return;
    }
    String auth =
        content.toString(StandardCharsets.UTF_8).substring(Packet.CONNECT_PREFIX.length());
    Outcome outcome = handshake.decide(auth, HttpDoor.isAuthenticated(ctx.channel()));
    if (outcome instanceof Outcome.Refused refused) {
      refusals.count(new Deny(401, "a CONNECT that is " + refused.code()));
      frame.release();
      ObjectNode error = Json.object().put("message", refused.reason());
      error.putObject("data").put("code", refused.code());
      ctx.channel().write(frames.packet("44" + Json.text(error)));
      closeForPolicy(ctx);
      return;
    }
    frame.release();
    String id = ctx.channel().attr(ClientHead.CLIENT).get().getSessionId().toString();
    clientId = id;
    ctx.pipeline().fireUserEventTriggered(TokenShown.NOW);
    // Without its auth: the token has been seen, and netty-socketio mishandles some shapes of it.
    ctx.fireChannelRead(new TextWebSocketFrame(Packet.CONNECT_PREFIX));
    connection.opened(ctx.channel(), id, ((Outcome.Welcome) outcome).role());
  }

  private void refuse(ChannelHandlerContext ctx, WebSocketFrame frame, String what) {
    badPackets.count(what);
    ReferenceCountUtil.release(frame);
    closeForPolicy(ctx);
  }

  private void closeNobody(ChannelHandlerContext ctx) {
    if (clientId == null) {
      closeForPolicy(ctx);
    }
  }

  private static void closeForPolicy(ChannelHandlerContext ctx) {
    CloseWebSocketFrame goodbye = new CloseWebSocketFrame(WebSocketCloseStatus.POLICY_VIOLATION);
    ctx.channel().writeAndFlush(goodbye).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (clientId != null && ctx.channel().isWritable()) {
      connection.writable();
    }
    ctx.fireChannelWritabilityChanged();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    String id = clientId;
    if (id != null) {
      clientId = null;
      connection.closed(id);
    }
    ctx.fireChannelInactive();
  }
}
