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
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stands before netty-socketio's packet handling, which hears and answers clients that were never
 * let in. Until a client has shown the token, CONNECT is the only packet that passes; after that,
 * only the packets that a text-only client of one namespace has reason to send. Whoever sends
 * anything else is closed. One per channel, on its event loop.
 */
final class FrameGate extends ChannelInboundHandlerAdapter {

  private static final int MAX_AUTH_BYTES = 4_096;

  /** What may follow a namespace in a CONNECT: its payload, or a query of older clients. */
  private static final Pattern NAME_END = Pattern.compile("[,?]");

  private static final String NO_NAMESPACE = ",{\"message\":\"Invalid namespace\"}";

  private final long nobodyMillis;
  private final Handshake handshake;
  private final ClientConnection connection;
  private final Frames frames;
  private final BadPackets badPackets;
  private final Refusals refusals;
  private @Nullable String clientId;
  private @Nullable ScheduledFuture<?> deadline;

  /**
   * A gate that nobody has passed.
   *
   * @param nobodyMillis how long a client may take to send CONNECT; an honest one needs one
   */
  FrameGate(
      long nobodyMillis,
      Handshake handshake,
      ClientConnection connection,
      Frames frames,
      BadPackets badPackets,
      Refusals refusals) {
    this.nobodyMillis = nobodyMillis;
    this.handshake = handshake;
    this.connection = connection;
    this.frames = frames;
    this.badPackets = badPackets;
    this.refusals = refusals;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof FullHttpRequest) {
      ctx.pipeline().addFirst(new StrangerLimit(badPackets));
      ctx.pipeline().addFirst(new AnswerLimit());
      // The decoder says why it closes, and stands before the encoder that netty puts in.
      ctx.pipeline().addFirst(new WebSocket13FrameEncoder(false));
      expectConnect(ctx);
    }
    if (!(message instanceof WebSocketFrame frame) || frame instanceof CloseWebSocketFrame) {
      ctx.fireChannelRead(message);
      return;
    }
    if (frame.rsv() != 0) {
      refuse(ctx, frame, "a frame of an extension that nobody agreed on", Goodbye.AGAINST_PROTOCOL);
    } else if (frame instanceof TextWebSocketFrame) {
      packet(ctx, frame);
    } else if (frame instanceof PingWebSocketFrame) {
      answer(ctx, frame);
    } else if (frame instanceof PongWebSocketFrame) {
      frame.release();
    } else {
      refuse(ctx, frame, "a binary frame");
    }
  }

  /** Some clients keep the line alive by themselves. */
  private void answer(ChannelHandlerContext ctx, WebSocketFrame ping) {
    if (clientId != null) {
      ctx.channel().writeAndFlush(new PongWebSocketFrame(ping.content()));
    } else {
      ping.release();
    }
  }

  private void packet(ChannelHandlerContext ctx, WebSocketFrame frame) {
    Packet packet = Packet.of(frame.content());
    if (packet == Packet.CONNECT && clientId == null) {
      connect(ctx, frame);
    } else if (packet == Packet.OTHER_NAMESPACE) {
      refuseNamespace(ctx, frame);
    } else if (packet == Packet.LEAVE && clientId != null) {
      frame.release();
      leave();
      expectConnect(ctx);
    } else if (packet == Packet.PONG) {
      // netty-socketio hears the heartbeat of those only who are in a namespace.
      frame.release();
      session(ctx).schedulePingTimeout();
    } else if (packet == Packet.ACK && clientId != null) {
      // netty-socketio knows nothing of the packets that are encoded once for all.
      int ackId = Packet.ackId(frame.content());
      frame.release();
      connection.acknowledged(clientId, ackId);
    } else if (packet == Packet.EVENT && clientId != null) {
      event(ctx, frame, clientId);
    } else if (packet == Packet.CLOSE) {
      // netty-socketio would wait for the next packet, and let it hear events until then.
      frame.release();
      leave();
      Goodbye.NORMAL.say(ctx.channel());
    } else {
      refuse(ctx, frame, packet == Packet.MALFORMED ? "no packet we know" : "a packet out of turn");
    }
  }

  /** netty-socketio would make one tree of all the events of a batch, here on the event loop. */
  private void event(ChannelHandlerContext ctx, WebSocketFrame frame, String id) {
    Optional<Publication> publication = Publication.of(frame.content());
    if (publication.isPresent()) {
      frame.release();
      connection.published(id, publication.get());
    } else {
      ctx.fireChannelRead(frame);
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
      Goodbye.AGAINST_POLICY.say(ctx.channel());
      return;
    }
    frame.release();
    String id = session(ctx).getSessionId().toString();
    clientId = id;
    ctx.pipeline().fireUserEventTriggered(TokenShown.NOW);
    forgetDeadline();
    // Without its auth: the token has been seen, and netty-socketio mishandles some shapes of it.
    ctx.fireChannelRead(new TextWebSocketFrame(Packet.CONNECT_PREFIX));
    connection.opened(ctx.channel(), id, (Outcome.Welcome) outcome);
  }

  private static ClientHead session(ChannelHandlerContext ctx) {
    return ctx.channel().attr(ClientHead.CLIENT).get();
  }

  private void refuseNamespace(ChannelHandlerContext ctx, WebSocketFrame frame) {
    ByteBuf content = frame.content();
    if (content.readableBytes() > MAX_AUTH_BYTES) {
      refuse(ctx, frame, "a namespace of more than " + MAX_AUTH_BYTES + " bytes");
      return;
    }
    String asked = content.toString(StandardCharsets.UTF_8);
    frame.release();
    String name = NAME_END.split(asked, 2)[0].substring(Packet.CONNECT_PREFIX.length());
    ctx.channel().writeAndFlush(frames.packet("44" + name + NO_NAMESPACE));
  }

  /** It is nobody again, and may show its token once more. */
  private void leave() {
    String id = clientId;
    if (id != null) {
      clientId = null;
      connection.closed(id);
    }
  }

  private void refuse(ChannelHandlerContext ctx, WebSocketFrame frame, String what) {
    refuse(ctx, frame, what, Goodbye.AGAINST_POLICY);
  }

  private void refuse(
      ChannelHandlerContext ctx, WebSocketFrame frame, String what, Goodbye goodbye) {
    badPackets.count(what);
    ReferenceCountUtil.release(frame);
    goodbye.say(ctx.channel());
  }

  private void expectConnect(ChannelHandlerContext ctx) {
    forgetDeadline();
    deadline =
        ctx.executor()
            .schedule(
                () -> Goodbye.AGAINST_POLICY.say(ctx.channel()),
                nobodyMillis,
                TimeUnit.MILLISECONDS);
  }

  private void forgetDeadline() {
    ScheduledFuture<?> running = deadline;
    if (running != null) {
      running.cancel(false);
      deadline = null;
    }
  }

  /** What gathers frames into messages stands between netty-socketio and us, and does not close. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof TooLongFrameException) {
      badPackets.count("a message of many frames that is too long");
      Goodbye.TOO_BIG.say(ctx.channel());
    } else {
      ctx.fireExceptionCaught(cause);
    }
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
    forgetDeadline();
    leave();
    ctx.fireChannelInactive();
  }
}
