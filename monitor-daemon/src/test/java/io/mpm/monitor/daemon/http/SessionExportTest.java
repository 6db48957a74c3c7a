package io.mpm.monitor.daemon.http;

import static io.netty.util.CharsetUtil.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mpm.monitor.daemon.access.ServedNames;
import io.mpm.monitor.daemon.store.EventStore;
import io.mpm.monitor.daemon.store.RingStore;
import io.mpm.monitor.daemon.store.StoredEvent;
import io.mpm.monitor.daemon.usage.Usages;
import io.netty.buffer.ByteBufHolder;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The test's thread is the loop; the store is slow until its tasks are done. */
class SessionExportTest {

  private static final int EVENTS = 200;

  private final RingStore store = new RingStore(1 << 20);
  private final Deque<Runnable> slow = new ArrayDeque<>();
  private final FullHttpRequest request =
      new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
  private final Answers answers = new Answers(new SecurityHeaders(new ServedNames(1, List.of())));
  private EmbeddedChannel channel;

  @BeforeEach
  void fill() {
    for (long seq = 1; seq <= EVENTS; seq++) {
      store.append(new StoredEvent(seq, "t", "s", Long.toString(seq).getBytes(UTF_8)));
    }
    channel = connection();
  }

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  private static EmbeddedChannel connection() {
    EmbeddedChannel made = new EmbeddedChannel();
    made.pipeline().addLast(new RequestDeadline());
    made.pipeline().addLast(RequestHandler.NAME, new ChannelInboundHandlerAdapter());
    return made;
  }

  private void send(EventStore from) {
    Answer download =
        Answer.download(
            "file", resume -> new SessionExport(from, Usages.NONE, "s", slow::add, resume));
    answers.send(channel, request, download);
    channel.runPendingTasks();
  }

  private void answerNext() {
    slow.remove().run();
    channel.runPendingTasks();
  }

  private String sent() {
    StringBuilder text = new StringBuilder();
    for (Object part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
      if (part instanceof ByteBufHolder content) {
        text.append(content.content().toString(UTF_8));
      }
      ReferenceCountUtil.release(part);
    }
    return text.toString();
  }

  private static String lines(long first, long last) {
    StringBuilder lines = new StringBuilder();
    LongStream.rangeClosed(first, last).forEach(seq -> lines.append(seq).append('\n'));
    return lines.toString();
  }

  @Test
  void storeIsSlow_theLoopAnswersOthersMeanwhile() {
    send(store);
    assertThat(slow).hasSize(1);

    EmbeddedChannel other = connection();
    answers.send(other, request, Answer.empty(204));

    Object answer = other.readOutbound();
    assertThat(answer).isNotNull();
    ReferenceCountUtil.release(answer);
    other.finishAndReleaseAll();
    assertThat(sent()).isEmpty();
  }

  @Test
  void storeAnswers_linesGoOutAndTheNextOnesAreAskedFor() {
    send(store);
    answerNext();

    assertThat(sent()).isEqualTo(lines(1, 16));
    assertThat(slow).hasSize(1);
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void lastLine_isTheNewestEventOfTheBeginning_andTheConnectionCloses() {
    send(store);
    store.append(new StoredEvent(EVENTS + 1, "t", "s", "late".getBytes(UTF_8)));
    while (!slow.isEmpty()) {
      answerNext();
    }

    assertThat(sent()).isEqualTo(lines(1, EVENTS));
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void clientGoes_whatWasAskedForIsLetGo() {
    send(store);
    answerNext();
    channel.close();
    answerNext();

    assertThat(slow).isEmpty();
    assertThat(sent()).isEqualTo(lines(1, 16));
  }

  @Test
  void storeFails_connectionClosesWithoutTheEndOfABody() {
    send(failingStore());
    answerNext();

    assertThat(channel.isOpen()).isFalse();
    assertThat(channel.outboundMessages()).noneMatch(LastHttpContent.class::isInstance);
  }

  /** One that has events and cannot be searched. */
  private EventStore failingStore() {
    return (EventStore)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {EventStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("newest")) {
                return (long) EVENTS;
              }
              throw new IllegalStateException("provoked");
            });
  }
}
