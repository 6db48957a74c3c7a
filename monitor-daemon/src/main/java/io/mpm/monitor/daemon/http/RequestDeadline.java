package io.mpm.monitor.daemon.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections on which no whole request arrives in time, however busily it trickles, and
 * those on which an answer stands still: a reader may be slow, but not frozen. Leaves with the
 * first request that becomes a WebSocket. One per channel.
 */
final class RequestDeadline extends ChannelDuplexHandler {

  /**
   * From the opening of a connection, or from the last answer on it, to the next whole request; and
   * for how long an answer that is under way may not move by a byte.
   */
  static final long SECONDS = 30;

  /** How often an answer that is under way is looked at. */
  private static final long LOOK_SECONDS = 10;

  /** What is left of an answer, as far as it was made, and of that how much the socket took. */
  private record Place(long pending, long progress) {
    static final Place NOTHING_PENDING = new Place(0, 0);
  }

  private @Nullable ScheduledFuture<?> pending;
  private int unanswered;
  private Place last = Place.NOTHING_PENDING;
  private long stoodStill;

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    expectRequest(ctx);
    // Not passed on: netty-socketio would start a timer of its own that only Socket.IO requests
    // stop.
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof FullHttpRequest || message instanceof RefusedRequest) {
      unanswered++;
      expectProgress(ctx);
    }
    ctx.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (message instanceof LastHttpContent && unanswered > 0) {
      ctx.write(message, promise.unvoid()).addListener(written -> answered(ctx));
    } else {
      ctx.write(message, promise);
    }
  }

  private void answered(ChannelHandlerContext ctx) {
    unanswered--;
    if (unanswered == 0 && ctx.channel().isActive() && !ctx.isRemoved()) {
      expectRequest(ctx);
    }
  }

  private void expectRequest(ChannelHandlerContext ctx) {
    cancel();
    pending = ctx.executor().schedule(() -> ctx.close(), SECONDS, TimeUnit.SECONDS);
  }

  private void expectProgress(ChannelHandlerContext ctx) {
    cancel();
    stoodStill = 0;
    last = place(ctx);
    pending =
        ctx.executor()
            .scheduleWithFixedDelay(() -> look(ctx), LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
  }

  private void look(ChannelHandlerContext ctx) {
    Place now = place(ctx);
    // Without anything to write it is we who are waited for.
    stoodStill = now.pending() > 0 && now.equals(last) ? stoodStill + LOOK_SECONDS : 0;
    last = now;
    if (stoodStill >= SECONDS) {
      // A close would wait for the peer to read; a reset does not.
      ctx.channel().config().setOption(ChannelOption.SO_LINGER, 0);
      ctx.close();
    }
  }

  private static Place place(ChannelHandlerContext ctx) {
    ChannelOutboundBuffer outbox = ctx.channel().unsafe().outboundBuffer();
    return outbox == null
        ? Place.NOTHING_PENDING
        : new Place(outbox.totalPendingWriteBytes(), outbox.currentProgress());
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
