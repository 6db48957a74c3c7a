package io.mpm.monitor.daemon.hub;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Bounds how many connections there are at once, whoever makes them: past it, new ones are closed
 * before a byte of theirs is read. On the one event loop.
 */
@Sharable
final class ConnectionLimit extends ChannelInboundHandlerAdapter {

  private final int max;
  private final BadPackets refused;
  private int open;

  ConnectionLimit(int max, BadPackets refused) {
    if (max < 1) {
      throw new IllegalArgumentException("max must be positive: " + max);
    }
    this.max = max;
    this.refused = refused;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    open++;
    if (open > max) {
      refused.count("nothing yet, as one connection too many");
      ctx.close();
      return;
    }
    ctx.fireChannelActive();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    open--;
    ctx.fireChannelInactive();
  }
}
