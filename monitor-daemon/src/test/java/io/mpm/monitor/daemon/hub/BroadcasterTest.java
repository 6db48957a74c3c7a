package io.mpm.monitor.daemon.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mpm.monitor.daemon.access.Role;
import io.mpm.monitor.daemon.store.RingStore;
import io.mpm.monitor.daemon.store.StoredEvent;
import io.mpm.monitor.daemon.usage.Usages;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BroadcasterTest {

  private final DefaultEventLoop loop = new DefaultEventLoop();
  private final RingStore store = new RingStore(1 << 20);
  private final Frames frames = new Frames(UnpooledByteBufAllocator.DEFAULT);
  private final Traffic traffic = new Traffic();
  private final Broadcaster broadcaster =
      new Broadcaster(store, Usages.NONE, frames, loop, traffic);

  @AfterEach
  void end() {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  /** A channel that counts what is written to it, from whatever thread. */
  private static EmbeddedChannel counting(AtomicLong written) {
    return new EmbeddedChannel(
        new ChannelOutboundHandlerAdapter() {
          @Override
          public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            written.incrementAndGet();
            io.netty.util.ReferenceCountUtil.release(message);
          }
        });
  }

  /** A socket that fails in a way that nobody has thought of. */
  private static final class Broken extends EmbeddedChannel {

    @Override
    public boolean isWritable() {
      throw new IllegalStateException("broken");
    }
  }

  private Subscriber subscribe(EmbeddedChannel channel, String name) {
    Subscriber subscriber =
        new Subscriber(channel, name, Role.DASHBOARD, Dialect.OURS, frames, traffic);
    subscriber.subscribe(EventFilter.ALL, false, false, 0);
    broadcaster.add(subscriber);
    return subscriber;
  }

  /** A socket that takes nothing until it is told to. */
  private static final class Slow extends EmbeddedChannel {

    private volatile boolean reads;

    @Override
    public boolean isWritable() {
      return reads;
    }
  }

  private void event() {
    store.append(
        new StoredEvent(store.next(), "hook.stop", null, "{}".getBytes(StandardCharsets.US_ASCII)));
    broadcaster.eventsCame();
  }

  /** Asks for an answer to a producer; whether it came at once. */
  private boolean isAnsweredAtOnce(AtomicBoolean answered) {
    broadcaster.whenReadersKeepUp(() -> answered.set(true));
    return loop.submit((Callable<Boolean>) answered::get).syncUninterruptibly().getNow();
  }

  @Test
  void producer_getsItsAnswerWhenReadersKeepUp() {
    Slow slow = new Slow();
    Subscriber reader = subscribe(slow, "slow");
    for (int i = 0; i < 500; i++) {
      event();
    }

    AtomicBoolean answered = new AtomicBoolean();
    assertThat(isAnsweredAtOnce(answered)).isFalse();
    slow.reads = true;
    broadcaster.wake();
    await().untilTrue(answered);
    await().until(() -> reader.cursor() == store.newest());
    assertThat(isAnsweredAtOnce(new AtomicBoolean())).isTrue();
  }

  @Test
  void producer_doesNotWaitForAReaderThatIsSlowerThanMost() {
    subscribe(new Slow(), "slow");
    Subscriber fast = subscribe(counting(new AtomicLong()), "fast");
    for (int i = 0; i < 500; i++) {
      event();
    }
    await().until(() -> fast.cursor() == store.newest());

    assertThat(isAnsweredAtOnce(new AtomicBoolean())).isTrue();
  }

  @Test
  void producer_getsItsAnswerAlthoughNobodyReads() {
    subscribe(new Slow(), "slow");
    for (int i = 0; i < 500; i++) {
      event();
    }
    AtomicBoolean answered = new AtomicBoolean();
    assertThat(isAnsweredAtOnce(answered)).isFalse();
    await().untilTrue(answered);

    broadcaster.add(
        new Subscriber(
            new EmbeddedChannel(), "proxy", Role.PRODUCER, Dialect.OURS, frames, traffic));
    await().until(() -> isAnsweredAtOnce(new AtomicBoolean()));
  }

  @Test
  void d13_clientThatFails_isClosedAndCounted_andTheOthersHear() {
    AtomicLong before = new AtomicLong();
    AtomicLong after = new AtomicLong();
    Broken broken = new Broken();
    subscribe(counting(before), "before");
    subscribe(broken, "broken");
    subscribe(counting(after), "after");

    event();

    await().until(() -> before.get() == 1 && after.get() == 1);
    await().until(() -> !broken.isOpen());
    assertThat(traffic.failedClients()).isPositive();
    event();
    await().until(() -> before.get() == 2 && after.get() == 2);
  }
}
