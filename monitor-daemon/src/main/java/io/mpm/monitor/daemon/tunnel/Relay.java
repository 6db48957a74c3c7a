package io.mpm.monitor.daemon.tunnel;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Writes what one connection brings to another. Reads on only when the other takes more, so that
 * who is slow holds back his own peer and costs nobody memory. On the event loop of both.
 */
final class Relay extends ChannelInboundHandlerAdapter {

  private final Channel other;

  private Relay(Channel other) {
    this.other = other;
  }

  /** From now on each brings to the other what it hears, and ends with it. */
  static void join(Channel one, Channel other) {
    one.pipeline().addLast(new Relay(other));
    other.pipeline().addLast(new Relay(one));
    one.read();
    other.read();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object bytes) {
    other.write(bytes, other.voidPromise());
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    other.flush();
    if (other.isWritable()) {
      ctx.read();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (ctx.channel().isWritable()) {
      other.read();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    other.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
