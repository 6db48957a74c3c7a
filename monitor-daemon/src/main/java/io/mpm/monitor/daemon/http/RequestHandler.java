package io.mpm.monitor.daemon.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.EventExecutor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers admitted requests one after another, and lets Socket.IO handshakes pass to the hub. One
 * per channel.
 */
final class RequestHandler extends ChannelInboundHandlerAdapter {

  /** In the pipeline. */
  static final String NAME = "requestHandler";

  private static final Logger log = LoggerFactory.getLogger(RequestHandler.class);
  private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

  private final Router router;
  private final PageFiles page;
  private final Answers answers;
  private final Refusals refusals;
  private boolean unread;

  /** Whether the last answer on this connection is under way, or was given. */
  private boolean over;

  RequestHandler(Router router, PageFiles page, Answers answers, Refusals refusals) {
    this.router = router;
    this.page = page;
    this.answers = answers;
    this.refusals = refusals;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (over && (message instanceof FullHttpRequest || message instanceof RefusedRequest)) {
      // Done, it would be done without an answer.
      ReferenceCountUtil.release(message);
      return;
    }
    if (message instanceof RefusedRequest refused) {
      over = true;
      answers.sendLast(ctx.channel(), refused.head(), refused.answer());
      return;
    }
    if (!(message instanceof FullHttpRequest request)) {
      ctx.fireChannelRead(message);
      return;
    }
    QueryStringDecoder target = new QueryStringDecoder(request.uri());
    if (target.rawPath().equals(Router.SOCKET_IO)) {
      handshake(ctx, request, target.parameters());
      return;
    }
    // The next request on this connection waits until this one is answered.
    ctx.channel().config().setAutoRead(false);
    answer(request, target)
        .whenCompleteAsync(
            (answer, failure) -> finish(ctx, request, answer, failure),
            task -> onLoop(ctx.executor(), task));
  }

  private static void onLoop(EventExecutor loop, Runnable task) {
    if (loop.inEventLoop()) {
      task.run();
    } else {
      loop.execute(task);
    }
  }

  private CompletableFuture<Answer> answer(FullHttpRequest request, QueryStringDecoder target) {
    try {
      return router
          .answer(request, target)
          .orElseGet(() -> CompletableFuture.completedFuture(file(request, target.rawPath())));
    } catch (RuntimeException | Error e) {
      // Whatever it is, somebody waits for an answer, and the request's memory for its release.
      return CompletableFuture.failedFuture(e);
    }
  }

  private Answer file(FullHttpRequest request, String path) {
    Answer file = page.find(path);
    if (file == null) {
      return Answer.text(404, "nothing here");
    }
    return READING.contains(request.method())
        ? file
        : Answer.wrongMethod(path, Set.of("GET", "HEAD"));
  }

  private void finish(
      ChannelHandlerContext ctx, FullHttpRequest request, Answer answer, Throwable failure) {
    Answer sent = failure == null ? answer : apology(failure);
    try {
      over = !answers.send(ctx.channel(), request, sent);
    } finally {
      request.release();
    }
    sent.afterwards().run();
    readOn(ctx);
  }

  private static Answer apology(Throwable failure) {
    if (failure instanceof RejectedExecutionException
        || failure.getCause() instanceof RejectedExecutionException) {
      return Answer.text(503, "too much at once; ask again");
    }
    log.warn("A request could not be answered", failure);
    return Answer.text(503, "the daemon could not do this now");
  }

  /** Whoever asks on and reads no answers would have us keep them all. */
  private void readOn(ChannelHandlerContext ctx) {
    unread = !ctx.channel().isWritable();
    if (!unread) {
      ctx.channel().config().setAutoRead(true);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (unread) {
      readOn(ctx);
    }
    ctx.fireChannelWritabilityChanged();
  }

  /**
   * WebSocket only, and only a fresh one. Polling answers could be read by others, and a session id
   * in the address would be a key to somebody's connection; docs/decisions.md has the whole reason.
   */
  private void handshake(
      ChannelHandlerContext ctx, FullHttpRequest request, Map<String, List<String>> parameters) {
    Optional<EngineError> error = EngineError.of(request, parameters);
    if (error.isPresent()) {
      over = true;
      refusals.count(error.get().refusal());
      answers.sendLast(ctx.channel(), request, error.get().answer());
      request.release();
      return;
    }
    ctx.pipeline().remove(RequestDeadline.class);
    ctx.fireChannelRead(request);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    // Clients come and go in every way; none of them is worth a stack trace.
    log.debug("A connection failed: {}", cause.toString());
    ctx.close();
  }
}
