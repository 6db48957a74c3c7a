package io.mpm.monitor.daemon.http;

import io.mpm.monitor.daemon.access.AccessPolicy;
import io.mpm.monitor.daemon.access.AccessRequest;
import io.mpm.monitor.daemon.access.Decision;
import io.mpm.monitor.daemon.access.Decision.Holder;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks the {@link AccessPolicy} about each request as soon as its head is there, before a byte of
 * its body is kept. One per channel, on its event loop.
 */
final class AccessGate extends ChannelInboundHandlerAdapter {

  /** Whether the last request on a channel has shown the owner's token. */
  static final AttributeKey<Boolean> AUTHENTICATED =
      AttributeKey.valueOf(AccessGate.class, "authenticated");

  private static final String BEARER = "Bearer ";

  /** What a stranger may send along; he has nothing to say, and is many. */
  private static final int STRANGERS_BODY_BYTES = 4 << 10;

  private static final Decision STRANGER = new Decision.Allow(Holder.NOBODY);

  private final AccessPolicy policy;
  private final Router router;
  private final Refusals refusals;
  private boolean closing;

  AccessGate(AccessPolicy policy, Router router, Refusals refusals) {
    this.policy = policy;
    this.router = router;
    this.refusals = refusals;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    Decision decision =
        !closing && message instanceof HttpRequest request ? decide(request) : STRANGER;
    if (decision instanceof Decision.Deny deny) {
      closing = true;
      refusals.count(deny);
      // By its head alone: nobody is to read what else it brings.
      ctx.fireChannelRead(
          new RefusedRequest((HttpRequest) message, Answer.text(deny.status(), deny.reason())));
    } else if (closing) {
      ReferenceCountUtil.release(message);
    } else {
      if (message instanceof HttpRequest) {
        note(ctx, decision);
      }
      ctx.fireChannelRead(message);
    }
  }

  private static void note(ChannelHandlerContext ctx, Decision decision) {
    Holder holder = ((Decision.Allow) decision).holder();
    ctx.channel().attr(AUTHENTICATED).set(holder == Holder.OWNER);
    if (holder != Holder.NOBODY) {
      ctx.pipeline().fireUserEventTriggered(TokenShown.NOW);
    }
  }

  private Decision decide(HttpRequest request) {
    if (request.decoderResult().isFailure()) {
      return undecodable(request.decoderResult().cause());
    }
    String path;
    List<String> tokens = bearerTokens(request);
    try {
      QueryStringDecoder target = new QueryStringDecoder(request.uri());
      path = target.rawPath();
      // Read for every path: behind this gate all parameters are readable.
      List<String> shown = target.parameters().getOrDefault("token", List.of());
      if (path.equals(Router.SOCKET_IO)) {
        tokens.addAll(shown);
      }
    } catch (IllegalArgumentException e) {
      return new Decision.Deny(400, "no valid request target");
    }
    AccessRequest asked =
        new AccessRequest(
            request.uri(),
            request.headers().getAll(HttpHeaderNames.HOST),
            request.headers().getAll(HttpHeaderNames.ORIGIN),
            tokens);
    Decision decision = policy.decide(asked, router.requirement(path));
    return decision.equals(STRANGER) && bringsMuch(request)
        ? new Decision.Deny(
            413, "without a token a body has at most " + STRANGERS_BODY_BYTES + " bytes")
        : decision;
  }

  private static Decision undecodable(Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return new Decision.Deny(414, "the request line is too long");
    }
    return cause instanceof TooLongHttpHeaderException
        ? new Decision.Deny(431, "the headers are too long")
        : new Decision.Deny(400, "no valid HTTP request");
  }

  private static boolean bringsMuch(HttpRequest request) {
    return HttpUtil.isTransferEncodingChunked(request)
        || HttpUtil.getContentLength(request, 0L) > STRANGERS_BODY_BYTES;
  }

  private static List<String> bearerTokens(HttpRequest request) {
    List<String> tokens = new ArrayList<>();
    for (String header : request.headers().getAll(HttpHeaderNames.AUTHORIZATION)) {
      // A header of another scheme is a token too, a wrong one.
      tokens.add(
          header.regionMatches(true, 0, BEARER, 0, BEARER.length())
              ? header.substring(BEARER.length()).strip()
              : header);
    }
    return tokens;
  }
}
