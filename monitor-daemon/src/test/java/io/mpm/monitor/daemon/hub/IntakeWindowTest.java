package io.mpm.monitor.daemon.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.flow.FlowControlHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class IntakeWindowTest {

  private static final int MANY = 3 * IntakeWindow.MAX_EVENTS;

  private final IntakeWindow window = new IntakeWindow();

  /** What has entered, in order, by its length. */
  private final List<Integer> entered = new ArrayList<>();

  private final List<CompletableFuture<Void>> waiting = new ArrayList<>();
  private final EmbeddedChannel channel = channel();

  /** A connection as the door for HTTP leaves it, whose messages are the lengths of events. */
  private EmbeddedChannel channel() {
    return new EmbeddedChannel(
        new FlowControlHandler(),
        new ChannelInboundHandlerAdapter() {
          @Override
          public void channelRead(ChannelHandlerContext ctx, Object message) {
            CompletableFuture<Void> taken = new CompletableFuture<>();
            waiting.add(taken);
            entered.add((Integer) message);
            window.entered(ctx.channel(), (Integer) message, taken);
          }
        });
  }

  private static void send(EmbeddedChannel to, int length) {
    to.writeInbound(length);
  }

  private void takeAll() {
    List<CompletableFuture<Void>> all = List.copyOf(waiting);
    waiting.clear();
    all.forEach(taken -> taken.complete(null));
    channel.runPendingTasks();
  }

  @Test
  void moreThanMayWait_waitWithTheirSender_andNoneIsLost() {
    for (int i = 0; i < MANY; i++) {
      send(channel, i % 7);
    }
    assertThat(entered).hasSize(IntakeWindow.MAX_EVENTS);
    assertThat(channel.config().isAutoRead()).isFalse();

    takeAll();
    assertThat(entered).hasSize(2 * IntakeWindow.MAX_EVENTS);
    takeAll();
    takeAll();

    assertThat(entered).hasSize(MANY);
    assertThat(entered.subList(0, 8)).containsExactly(0, 1, 2, 3, 4, 5, 6, 0);
    assertThat(channel.config().isAutoRead()).isTrue();
  }

  @Test
  void largeEvents_areFewer() {
    int large = (int) IntakeWindow.MAX_BYTES / 3;
    for (int i = 0; i < MANY; i++) {
      send(channel, large);
    }
    assertThat(entered).hasSize(4);
  }

  @Test
  void whoSendsNothing_isReadFrom() {
    EmbeddedChannel other = channel();
    for (int i = 0; i < MANY; i++) {
      send(channel, 1);
    }
    assertThat(other.config().isAutoRead()).isTrue();
    send(other, 1);
    assertThat(other.config().isAutoRead()).isFalse();

    other.close();
    takeAll();
    other.runPendingTasks();

    assertThat(entered).hasSizeGreaterThan(IntakeWindow.MAX_EVENTS + 1);
  }

  @Test
  void whatFails_waitsNoLonger() {
    for (int i = 0; i < MANY; i++) {
      send(channel, 1);
    }
    waiting.forEach(taken -> taken.completeExceptionally(new IllegalStateException("provoked")));
    channel.runPendingTasks();

    assertThat(entered).hasSizeGreaterThan(IntakeWindow.MAX_EVENTS);
  }
}
