package io.mpm.monitor.daemon.hub;

import io.mpm.monitor.daemon.http.TokenShown;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Bounds what a WebSocket may send before it has shown the token. The decoder takes frames of many
 * megabytes, which a client that publishes needs, and would gather one from every stranger. Stands
 * before the decoder, from the handshake on until the token is seen. One per channel, on its event
 * loop.
 */
final class StrangerLimit extends ChannelInboundHandlerAdapter {

  /**
   * As much as is read from a socket at once, so that what a hasty client sends together with its
   * CONNECT gets through. An honest CONNECT has a hundred bytes.
   */
  static final int BYTES = 64 << 10;

  private final BadPackets badPackets;
  private int received;

  StrangerLimit(BadPackets badPackets) {
    this.badPackets = badPackets;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    received += bytes.readableBytes();
    if (received <= BYTES) {
      ctx.fireChannelRead(bytes);
      return;
    }
    bytes.release();
    if (ctx.channel().isOpen()) {
      badPackets.count("more than " + BYTES + " bytes before it showed the token");
      ctx.close();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof TokenShown) {
      ctx.pipeline().remove(this);
    }
    ctx.fireUserEventTriggered(event);
  }
}
