package io.mpm.monitor.daemon.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections on which no whole request arrives in time, however busily it trickles. Leaves
 * with the first request that becomes a WebSocket. One per channel.
 */
final class RequestDeadline extends ChannelInboundHandlerAdapter {

  /**
   * From the opening of a connection, or from the last request on it, to the next whole request.
   */
  static final long SECONDS = 30;

  private @Nullable ScheduledFuture<?> pending;

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    restart(ctx);
    // Not passed on: netty-socketio would start a timer of its own that only Socket.IO requests
    // stop.
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof FullHttpRequest) {
      restart(ctx);
    }
    ctx.fireChannelRead(message);
  }

  private void restart(ChannelHandlerContext ctx) {
    cancel();
    pending = ctx.executor().schedule(() -> ctx.close(), SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    cancel();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    cancel();
    ctx.fireChannelInactive();
  }

  private void cancel() {
    ScheduledFuture<?> running = pending;
    if (running != null) {
      running.cancel(false);
      pending = null;
    }
  }
}
