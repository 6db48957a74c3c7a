package io.mpm.monitor.daemon.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpChunkedInput;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.stream.ChunkedWriteHandler;

/** Writes answers to channels, each with the security headers. */
final class Answers {

  private static final Answer NO_ROOM =
      Answer.text(503, "many large answers are on their way; ask again");

  private final AnswerRoom room = new AnswerRoom();
  private final SecurityHeaders securityHeaders;

  Answers(SecurityHeaders securityHeaders) {
    this.securityHeaders = securityHeaders;
  }

  /**
   * Answers, and keeps the connection as the client asked for; with another answer where too many
   * large ones are not read.
   *
   * @return whether another request on this connection may be answered
   */
  boolean send(Channel channel, HttpRequest request, Answer answer) {
    Answer.Download download = answer.download();
    long bytes = download == null ? answer.body().length : AnswerRoom.DOWNLOAD_BYTES;
    if (!room.enter(bytes)) {
      return send(channel, request, NO_ROOM);
    }
    if (download == null) {
      return sendWhole(channel, request, answer, bytes);
    }
    send(channel, request, answer, download);
    channel.closeFuture().addListener(closed -> room.leave(bytes));
    return false;
  }

  private boolean sendWhole(Channel channel, HttpRequest request, Answer answer, long bytes) {
    FullHttpResponse response = response(request, answer);
    boolean keepAlive = HttpUtil.isKeepAlive(request);
    HttpUtil.setKeepAlive(response, keepAlive);
    var written = channel.writeAndFlush(response);
    written.addListener(done -> room.leave(bytes));
    if (!keepAlive) {
      written.addListener(ChannelFutureListener.CLOSE);
    }
    return keepAlive;
  }

  /** In chunks, and then the connection closes: nobody asks for much more after a download. */
  private void send(Channel channel, HttpRequest request, Answer answer, Answer.Download download) {
    HttpResponse head =
        new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.status()));
    securityHeaders.addTo(head.headers());
    head.headers()
        .set(HttpHeaderNames.CONTENT_TYPE, answer.contentType())
        .set(
            HttpHeaderNames.CONTENT_DISPOSITION,
            "attachment; filename=\"" + download.fileName() + "\"");
    HttpUtil.setKeepAlive(head, false);
    HttpUtil.setTransferEncodingChunked(head, request.protocolVersion().isKeepAliveDefault());
    channel.write(head);
    if (request.method().equals(HttpMethod.HEAD)) {
      channel
          .writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT)
          .addListener(ChannelFutureListener.CLOSE);
      return;
    }
    ChunkedWriteHandler writer = new ChunkedWriteHandler();
    channel.pipeline().addBefore(RequestHandler.NAME, "chunks", writer);
    // Never from within a look at the chunks, which would then look twice.
    Runnable resume = () -> channel.eventLoop().execute(writer::resumeTransfer);
    channel
        .writeAndFlush(new HttpChunkedInput(download.chunks().begin(resume)))
        .addListener(ChannelFutureListener.CLOSE);
  }

  /** Answers and closes, whatever the client still wanted to send. */
  void sendLast(Channel channel, HttpRequest request, Answer answer) {
    channel.writeAndFlush(lastResponse(request, answer)).addListener(ChannelFutureListener.CLOSE);
  }

  /** The answer for somebody who writes it himself and then closes the connection. */
  FullHttpResponse lastResponse(HttpRequest request, Answer answer) {
    FullHttpResponse response = response(request, answer);
    HttpUtil.setKeepAlive(response, false);
    return response;
  }

  private FullHttpResponse response(HttpRequest request, Answer answer) {
    boolean head = request.method().equals(HttpMethod.HEAD);
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(answer.status()),
            head ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(answer.body()));
    securityHeaders.addTo(response.headers());
    if (!answer.contentType().isEmpty()) {
      response.headers().set(HttpHeaderNames.CONTENT_TYPE, answer.contentType());
    }
    if (!answer.allowed().isEmpty()) {
      response.headers().set(HttpHeaderNames.ALLOW, answer.allowed());
    }
    if (answer.status() == HttpResponseStatus.SERVICE_UNAVAILABLE.code()) {
      response.headers().set(HttpHeaderNames.RETRY_AFTER, 1);
    }
    if (answer.status() == HttpResponseStatus.UNAUTHORIZED.code()) {
      response.headers().set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
    }
    if (answer.status() != HttpResponseStatus.NO_CONTENT.code()) {
      response.headers().set(HttpHeaderNames.CONTENT_LENGTH, answer.body().length);
    }
    return response;
  }
}
