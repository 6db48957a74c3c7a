package io.mpm.monitor.daemon.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.mpm.monitor.daemon.http.Refusals;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FrameGateTest {

  private static final ClientConnection NO_CONNECTION =
      new ClientConnection() {

        @Override
        public void opened(Channel channel, String clientId, Handshake.Outcome.Welcome welcome) {
          throw new AssertionError("nobody has shown a token");
        }

        @Override
        public void published(String clientId, Publication publication) {
          throw new AssertionError("nobody has shown a token");
        }

        @Override
        public void acknowledged(String clientId, int ackId) {
          throw new AssertionError("nobody has shown a token");
        }

        @Override
        public void writable() {
          throw new AssertionError("nobody has shown a token");
        }

        @Override
        public void closed(String clientId) {
          throw new AssertionError("nobody has shown a token");
        }
      };

  private final EmbeddedChannel channel =
      new EmbeddedChannel(
          new FrameGate(
              Hub.NOBODY_MILLIS,
              (auth, shown) -> new Handshake.Outcome.Refused("unauthorized", "no token"),
              NO_CONNECTION,
              new Frames(UnpooledByteBufAllocator.DEFAULT),
              new BadPackets(),
              new Refusals()));

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  @Test
  void a12_whoShowsNoToken_isClosedAfterTwoSeconds() {
    channel.freezeTime();
    channel.writeInbound(
        new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/socket.io/"));

    pass(1_999);
    assertThat(channel.isOpen()).isTrue();
    pass(1);
    assertThat(channel.isOpen()).isFalse();
  }

  private void pass(long millis) {
    channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    channel.runPendingTasks();
  }
}
