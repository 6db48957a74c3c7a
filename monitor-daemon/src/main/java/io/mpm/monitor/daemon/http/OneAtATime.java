package io.mpm.monitor.daemon.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.flow.FlowControlHandler;

/**
 * Lets a request through when its channel reads, so that it waits for the answer to the one before.
 * What a WebSocket brings is not held here: netty-socketio sends what it makes of a frame through
 * the pipeline once more, and frees it as soon as that returns. One per channel.
 */
final class OneAtATime extends FlowControlHandler {

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
    if (message instanceof FullHttpRequest || message instanceof RefusedRequest) {
      super.channelRead(ctx, message);
    } else {
      ctx.fireChannelRead(message);
    }
  }
}
