package io.mpm.monitor.daemon.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpStatusClass;
import org.jspecify.annotations.Nullable;

/**
 * Puts the pieces of a request together. One that is too large, or announces that it will be, is
 * answered as soon as that is known, and its connection closed. One per channel.
 */
final class WholeRequests extends HttpObjectAggregator {

  private static final int TOO_LARGE = 413;

  private final int maxBytes;
  private final Answers answers;

  WholeRequests(int maxBytes, Answers answers) {
    super(maxBytes, true);
    this.maxBytes = maxBytes;
    this.answers = answers;
  }

  @Override
  protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
    ctx.fireChannelRead(new RefusedRequest((HttpRequest) oversized, refusal(TOO_LARGE)));
  }

  /** Netty's own refusals lack the headers that every answer of ours has. */
  @Override
  protected @Nullable Object newContinueResponse(
      HttpMessage start, int max, ChannelPipeline pipeline) {
    Object response = super.newContinueResponse(start, max, pipeline);
    if (response instanceof FullHttpResponse plain
        && plain.status().codeClass() == HttpStatusClass.CLIENT_ERROR) {
      plain.release();
      if (plain.status().code() == TOO_LARGE) {
        // It is found to be too large all the same, and then answered in its turn.
        return null;
      }
      return answers.lastResponse((HttpRequest) start, refusal(plain.status().code()));
    }
    return response;
  }

  private Answer refusal(int status) {
    String reason =
        status == TOO_LARGE
            ? "a body has at most " + maxBytes + " bytes"
            : "nothing can be expected but 100-continue";
    return Answer.text(status, reason);
  }
}
