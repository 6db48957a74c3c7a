package io.mpm.monitor.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RequestDeadlineTest {

  private static DefaultFullHttpRequest request() {
    return new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
  }

  private static void pass(EmbeddedChannel channel, long seconds) {
    channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
  }

  private static EmbeddedChannel frozen(io.netty.channel.ChannelHandler... handlers) {
    EmbeddedChannel channel = new EmbeddedChannel();
    channel.freezeTime();
    channel.pipeline().addLast(handlers);
    channel.pipeline().fireChannelActive();
    return channel;
  }

  @Test
  void silentConnection_isClosedInTime() {
    EmbeddedChannel channel = frozen(new RequestDeadline());
    pass(channel, RequestDeadline.SECONDS - 1);
    assertThat(channel.isOpen()).isTrue();
    pass(channel, 1);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void a22_requestThatTrickles_isClosedHoweverBusy() {
    EmbeddedChannel channel =
        frozen(new HttpRequestDecoder(), new HttpObjectAggregator(1024), new RequestDeadline());
    byte[] trickle =
        "GET / HTTP/1.1\r\nX: yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"
            .getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < RequestDeadline.SECONDS; i++) {
      assertThat(channel.isOpen()).isTrue();
      channel.writeInbound(Unpooled.wrappedBuffer(trickle, i, 1));
      pass(channel, 1);
    }
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void eachRequest_givesTimeForTheNext() {
    EmbeddedChannel channel = frozen(new RequestDeadline());
    for (int i = 0; i < 5; i++) {
      pass(channel, RequestDeadline.SECONDS - 1);
      channel.writeInbound(request());
    }
    assertThat(channel.isOpen()).isTrue();
    channel.finishAndReleaseAll();
  }

  @Test
  void onceRemoved_closesNothing() {
    EmbeddedChannel channel = frozen(new RequestDeadline());
    channel.pipeline().remove(RequestDeadline.class);
    pass(channel, 10 * RequestDeadline.SECONDS);
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void answerThatWeOwe_isWaitedFor_andThenTheNextRequest() {
    EmbeddedChannel channel = frozen(new RequestDeadline());
    channel.writeInbound(request());
    pass(channel, 10 * RequestDeadline.SECONDS);
    assertThat(channel.isOpen()).isTrue();

    channel.writeOutbound(LastHttpContent.EMPTY_LAST_CONTENT);
    pass(channel, RequestDeadline.SECONDS - 1);
    assertThat(channel.isOpen()).isTrue();
    pass(channel, 1);
    assertThat(channel.isOpen()).isFalse();
    channel.finishAndReleaseAll();
  }

  @Test
  void d4_answerThatStandsStill_isClosed_andOneThatMovesSlowlyIsNot() {
    EmbeddedChannel channel = frozen(new RequestDeadline());
    channel.writeInbound(request());
    for (int i = 0; i < 30; i++) {
      channel.write(Unpooled.buffer().writeZero(10));
      pass(channel, 10);
    }
    assertThat(channel.isOpen()).isTrue();

    pass(channel, 10);
    pass(channel, 10);
    assertThat(channel.isOpen()).isTrue();
    pass(channel, 10);
    assertThat(channel.isOpen()).isFalse();
    channel.finishAndReleaseAll();
  }
}
