package io.mpm.monitor.daemon.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.mpm.monitor.daemon.access.Role;
import io.mpm.monitor.daemon.store.EventStore.Slice;
import io.mpm.monitor.daemon.store.StoredEvent;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SubscriberTest {

  private static final String STREAM = "stream";
  private static final long SECOND = 1_000_000_000L;

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final Frames frames = new Frames(UnpooledByteBufAllocator.DEFAULT);
  private final Subscriber client =
      new Subscriber(channel, "client", Role.DASHBOARD, Dialect.OURS, frames, new Traffic());

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  @Test
  void fullWindow_isAStallUntilAnAnswerComes() {
    client.subscribe(EventFilter.ALL, false, true, 0);
    write(slice(100, 10));

    assertThat(client.cursor()).isEqualTo(AckWindow.MAX_PACKETS);
    assertThat(client.isReady()).isFalse();
    assertThat(client.stalledNanos(SECOND)).isZero();
    assertThat(client.stalledNanos(31 * SECOND)).isEqualTo(30 * SECOND);

    client.acknowledged(5);
    write(slice(100, 10));
    assertThat(client.isReady()).isFalse();
    assertThat(client.stalledNanos(32 * SECOND)).isZero();
  }

  @Test
  void packetThatAsks_isTheSharedFrameWithANumber() {
    for (int size : new int[] {10, 95, 1_000, 70_000}) {
      client.subscribe(EventFilter.ALL, false, true, 0);
      client.acknowledged(1);
      write(slice(1, size));
      assertThat(texts())
          .singleElement()
          .asString()
          .matches("42\\d\\[\"claude_event\",x{" + size + "}]");
    }
  }

  @Test
  void clientThatIsNotAsked_getsTheWholeSlice() {
    client.subscribe(EventFilter.ALL, false, false, 0);
    write(slice(100, 10));

    assertThat(client.cursor()).isEqualTo(100);
    assertThat(texts()).hasSize(100).containsOnly("42[\"claude_event\",xxxxxxxxxx]");
  }

  private void write(Slice slice) {
    try (SharedFrames shared = new SharedFrames(slice, frames)) {
      client.write(STREAM, shared);
      client.flush();
    }
  }

  /** What follows the client's place, of a store that holds {@code newest} events. */
  private Slice slice(long newest, int size) {
    byte[] json = "x".repeat(size).getBytes(StandardCharsets.US_ASCII);
    List<StoredEvent> events =
        LongStream.rangeClosed(client.cursor() + 1, newest)
            .mapToObj(seq -> new StoredEvent(seq, "hook.stop", null, json))
            .toList();
    return new Slice(1, newest, events);
  }

  /** The payloads of all frames that were written, whose headers must fit them. */
  private List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
      while (out.isReadable()) {
        texts.add(text(out));
      }
      out.release();
    }
    return texts;
  }

  private static String text(ByteBuf frames) {
    assertThat(frames.readUnsignedByte()).isEqualTo((short) 0x81);
    long length = frames.readUnsignedByte();
    if (length == 126) {
      length = frames.readUnsignedShort();
    } else if (length == 127) {
      length = frames.readLong();
    }
    return frames.readCharSequence((int) length, StandardCharsets.US_ASCII).toString();
  }
}
