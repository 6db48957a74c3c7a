package io.mpm.monitor.daemon.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.flow.FlowControlHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AnswerLimitTest {

  private static final int QUESTIONS = 20;
  private static final int ANSWER_BYTES = 400;
  private static final int HIGH = 1_000;

  private final List<Integer> heard = new ArrayList<>();
  private int within;
  private int deepest;

  /** Answers each message with so many bytes; those of a long answer go out at once. */
  private final EmbeddedChannel channel =
      new EmbeddedChannel(
          new AnswerLimit(),
          new FlowControlHandler(),
          new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object message) {
              deepest = Math.max(deepest, ++within);
              heard.add((Integer) message);
              ctx.write(Unpooled.wrappedBuffer(new byte[(Integer) message]));
              if ((Integer) message > HIGH) {
                ctx.flush();
              }
              within--;
            }
          });

  AnswerLimitTest() {
    channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(HIGH / 2, HIGH));
  }

  @Test
  void answersAreLeftUnread_furtherQuestionsWait_andNoneIsLost() {
    for (int i = 0; i < QUESTIONS; i++) {
      channel.writeInbound(ANSWER_BYTES + i);
    }
    int unread = heard.size();
    assertThat(unread * ANSWER_BYTES).isBetween(HIGH, HIGH + 2 * ANSWER_BYTES);

    while (heard.size() < QUESTIONS) {
      int before = heard.size();
      channel.flush();
      channel.runPendingTasks();
      assertThat(heard.size() - before).isBetween(1, unread);
    }
    assertThat(heard).isSorted();
  }

  @Test
  void answersThatAreReadAtOnce_doNotHaveQuestionsHandledWithinOneAnother() {
    Halt.INTAKE.begin(channel);
    for (int i = 0; i < QUESTIONS; i++) {
      channel.writeInbound(2 * HIGH);
    }
    assertThat(heard).isEmpty();

    Halt.INTAKE.end(channel);
    channel.runPendingTasks();

    assertThat(heard).hasSize(QUESTIONS);
    assertThat(deepest).isEqualTo(1);
  }

  @Test
  void ingestTakesMoreAgain_whoLeavesAnswersUnreadIsStillNotReadFrom() {
    IntakeWindow window = new IntakeWindow();
    CompletableFuture<Void> taken = new CompletableFuture<>();
    window.entered(channel, (int) IntakeWindow.MAX_BYTES, taken);
    channel.write(Unpooled.wrappedBuffer(new byte[2 * HIGH]));

    taken.complete(null);
    channel.runPendingTasks();
    assertThat(channel.config().isAutoRead()).isFalse();

    channel.flush();
    channel.runPendingTasks();
    assertThat(channel.config().isAutoRead()).isTrue();
  }

  @Test
  void answersAreReadAgain_whoFilledTheIngestIsStillNotReadFrom() {
    IntakeWindow window = new IntakeWindow();
    CompletableFuture<Void> taken = new CompletableFuture<>();
    window.entered(channel, (int) IntakeWindow.MAX_BYTES, taken);
    channel.write(Unpooled.wrappedBuffer(new byte[2 * HIGH]));

    channel.flush();
    channel.runPendingTasks();
    assertThat(channel.config().isAutoRead()).isFalse();

    taken.complete(null);
    channel.runPendingTasks();
    assertThat(channel.config().isAutoRead()).isTrue();
  }
}
