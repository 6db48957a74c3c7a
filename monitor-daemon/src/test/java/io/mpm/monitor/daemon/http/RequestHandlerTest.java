package io.mpm.monitor.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.mpm.monitor.daemon.access.Requirement;
import io.mpm.monitor.daemon.access.ServedNames;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestHandlerTest {

  private final CompletableFuture<Answer> coming = new CompletableFuture<>();
  private final List<Integer> sentBefore = new ArrayList<>();
  private final List<Boolean> reading = new ArrayList<>();

  @TempDir private Path noPage;
  private EmbeddedChannel channel = new EmbeddedChannel();

  private void post() throws IOException {
    post(call -> coming);
  }

  private FullHttpRequest post(Route.Action action) throws IOException {
    Route route = Route.post("/a", Requirement.OPEN, action);
    channel =
        new EmbeddedChannel(
            new RequestHandler(
                new Router(List.of(route)),
                new PageFiles(noPage),
                new Answers(new SecurityHeaders(new ServedNames(1, List.of()))),
                new Refusals()));
    FullHttpRequest request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.POST, "/a", Unpooled.buffer(1).writeZero(1));
    channel.writeInbound(request);
    return request;
  }

  private int status() {
    FullHttpResponse response = channel.readOutbound();
    try {
      return response.status().code();
    } finally {
      response.release();
    }
  }

  @Test
  void answer_isOnItsWayBeforeWhatComesAfterwards() throws IOException {
    post();
    coming.complete(
        Answer.empty(204).andThen(() -> sentBefore.add(channel.outboundMessages().size())));

    assertThat(sentBefore).containsExactly(1);
    assertThat(status()).isEqualTo(204);
  }

  @Test
  void nextRequest_isReadOnlyAfterThat() throws IOException {
    post();
    assertThat(channel.config().isAutoRead()).isFalse();
    coming.complete(Answer.empty(204).andThen(() -> reading.add(channel.config().isAutoRead())));

    assertThat(reading).containsExactly(false);
    assertThat(channel.config().isAutoRead()).isTrue();
    assertThat(status()).isEqualTo(204);
  }

  @Test
  void nextRequest_waitsForWhoDoesNotReadHisAnswers() throws IOException {
    post();
    writable(false);
    coming.complete(Answer.empty(204));
    assertThat(channel.config().isAutoRead()).isFalse();

    writable(true);
    assertThat(channel.config().isAutoRead()).isTrue();
    assertThat(status()).isEqualTo(204);
  }

  private void writable(boolean writable) {
    channel.unsafe().outboundBuffer().setUserDefinedWritability(1, writable);
    channel.runPendingTasks();
  }

  @Test
  void whatFails_isAnsweredWith503() throws IOException {
    post();
    coming.completeExceptionally(new IllegalStateException("provoked"));

    assertThat(status()).isEqualTo(503);
    assertThat(channel.config().isAutoRead()).isTrue();
  }

  @Test
  void whatFailsAtOnce_isAnsweredToo_andItsMemoryGivenBack() throws IOException {
    FullHttpRequest request =
        post(
            call -> {
              throw new IllegalStateException("provoked");
            });

    assertThat(status()).isEqualTo(503);
    assertThat(request.refCnt()).isZero();
    assertThat(channel.config().isAutoRead()).isTrue();
  }
}
