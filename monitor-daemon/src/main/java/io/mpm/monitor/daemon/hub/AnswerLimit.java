package io.mpm.monitor.daemon.hub;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Bounds what a client may leave unread: whoever asks on and reads no answers would have us keep
 * them all, in memory that is everybody's. While its socket takes no more, nothing is read from it.
 * From the handshake on; before it, each request waits for the answer to the one before. One per
 * channel, on its event loop.
 */
final class AnswerLimit extends ChannelInboundHandlerAdapter {

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    Channel channel = ctx.channel();
    if (channel.isWritable()) {
      // Later: an answer may be on its way out here, and the next packet would be handled in it.
      ctx.executor().execute(() -> readOn(channel));
    } else {
      Halt.ANSWERS.begin(channel);
    }
    ctx.fireChannelWritabilityChanged();
  }

  private static void readOn(Channel channel) {
    if (channel.isWritable()) {
      Halt.ANSWERS.end(channel);
    }
  }
}
