package io.mpm.monitor.daemon.hub;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;

/** The last words to a client. */
enum Goodbye {
  /** It wanted to go. */
  NORMAL(WebSocketCloseStatus.NORMAL_CLOSURE),
  /** It did what it may not. */
  AGAINST_POLICY(WebSocketCloseStatus.POLICY_VIOLATION),
  /** It sent what WebSocket does not know. */
  AGAINST_PROTOCOL(WebSocketCloseStatus.PROTOCOL_ERROR),
  /** It sent more at once than is taken. */
  TOO_BIG(WebSocketCloseStatus.MESSAGE_TOO_BIG);

  private final int code;
  private final String usualReason;

  Goodbye(WebSocketCloseStatus status) {
    this.code = status.code();
    this.usualReason = status.reasonText();
  }

  /** Closes {@code channel} once this is sent. */
  void say(Channel channel) {
    say(channel, usualReason);
  }

  /**
   * As {@link #say(Channel)}.
   *
   * @param reason at most 123 bytes, which is all that WebSocket has room for
   */
  void say(Channel channel, String reason) {
    channel
        .writeAndFlush(new CloseWebSocketFrame(code, reason))
        .addListener(ChannelFutureListener.CLOSE);
  }
}
