package io.mpm.monitor.daemon.hub;

import io.mpm.monitor.daemon.hub.Traffic.Backlog;
import io.mpm.monitor.daemon.store.EventStore;
import io.mpm.monitor.daemon.store.EventStore.Slice;
import io.mpm.monitor.daemon.usage.Usages;
import io.mpm.monitor.protocol.Protocol;
import io.netty.channel.ChannelOption;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the store's next events to every subscriber, on the one event loop. Nobody waits for
 * anybody: in each round, each client whose socket takes more gets the next slice after its own
 * place; the others are left where they are, and find a {@code gap} if the store has forgotten what
 * they missed. Events that come while a round runs travel together in the next one, so batches grow
 * with the load and an idle hub sends at once. Producers are slowed down to what most clients can
 * read, and for nobody else.
 */
final class Broadcaster {

  private static final Logger log = LoggerFactory.getLogger(Broadcaster.class);

  /** How much one client gets before the next one has its turn. */
  private static final int SLICE_EVENTS = 128;

  private static final long SLICE_BYTES = 256 << 10;

  /** A page that has not read for so long is gone or frozen; it can come back and resume. */
  private static final long MAX_STALL_SECONDS = 30;

  /** Nobody is waited for who has taken nothing for so long, and no producer waits for longer. */
  private static final long MAX_HOLD_MILLIS = Protocol.MAX_HOLD_MILLIS;

  /** Most readers are never further behind than that share of what the store holds. */
  private static final int KEEPS_UP = 8;

  /** A client that comes, or comes late, hears of that many sessions' usage. */
  private static final int MAX_USAGES = 100;

  private final EventStore store;
  private final Usages usages;
  private final Frames frames;
  private final EventExecutor loop;
  private final Traffic traffic;

  // A write can close a channel, whose handler then removes its subscriber while a round runs.
  private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();

  /** Answers to producers that wait for the readers. */
  private final List<Runnable> held = new ArrayList<>();

  private final AtomicBoolean scheduled = new AtomicBoolean();

  /** When the first event of the next round was kept; 0 when there is none. */
  private final AtomicLong keptAtNanos = new AtomicLong();

  /** Works on {@code loop}, which must be every subscriber's. */
  Broadcaster(EventStore store, Usages usages, Frames frames, EventExecutor loop, Traffic traffic) {
    this.store = store;
    this.usages = usages;
    this.frames = frames;
    this.loop = loop;
    this.traffic = traffic;
    loop.scheduleWithFixedDelay(this::lookAtClients, 1, 1, TimeUnit.SECONDS);
  }

  /** Events were kept just now. Any thread; returns at once. */
  void eventsCame() {
    keptAtNanos.compareAndSet(0, System.nanoTime() | 1);
    wake();
  }

  /** There may be something new. Any thread; returns at once. */
  void wake() {
    if (scheduled.compareAndSet(false, true)) {
      loop.execute(this::round);
    }
  }

  void add(Subscriber subscriber) {
    subscribers.add(subscriber);
    wake();
  }

  void remove(Subscriber subscriber) {
    subscribers.remove(subscriber);
  }

  int size() {
    return subscribers.size();
  }

  /**
   * Runs {@code answer}, which lets a producer send more: at once, or while most readers are so far
   * behind that they would soon miss events, when they no longer are, a second from now at the
   * latest. Who is slower than most is not waited for, nor who does not read. Any thread; {@code
   * answer} runs on the loop.
   */
  void whenReadersKeepUp(Runnable answer) {
    loop.execute(() -> hold(answer));
  }

  private void hold(Runnable answer) {
    if (readersKeepUp()) {
      answer.run();
      return;
    }
    held.add(answer);
    loop.schedule(() -> release(answer), MAX_HOLD_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void release(Runnable answer) {
    if (held.remove(answer)) {
      answer.run();
    }
  }

  private boolean readersKeepUp() {
    long now = System.nanoTime();
    long[] places =
        subscribers.stream()
            .filter(client -> reads(client, now))
            .mapToLong(Subscriber::cursor)
            .sorted()
            .toArray();
    return places.length == 0
        || store.newest() - places[places.length / 2] <= store.size() / KEEPS_UP;
  }

  private static boolean reads(Subscriber client, long nowNanos) {
    return client.role().reads()
        && client.stalledNanos(nowNanos) < TimeUnit.MILLISECONDS.toNanos(MAX_HOLD_MILLIS);
  }

  private void round() {
    scheduled.set(false);
    long keptAt = keptAtNanos.getAndSet(0);
    long newest = store.newest();
    boolean more = false;
    Map<Long, SharedFrames> atCursor = new HashMap<>();
    try {
      for (Subscriber subscriber : subscribers) {
        more |= serve(subscriber, newest, atCursor);
      }
    } finally {
      atCursor.values().forEach(SharedFrames::close);
    }
    if (keptAt != 0 && !atCursor.isEmpty()) {
      traffic.storeToClient().recordNanos(System.nanoTime() - keptAt);
    }
    if (!held.isEmpty() && readersKeepUp()) {
      List.copyOf(held).forEach(this::release);
    }
    if (more) {
      wake();
    }
  }

  /** Gives one client what is next for it; whether there is more that it would take now. */
  private boolean serve(Subscriber subscriber, long newest, Map<Long, SharedFrames> atCursor) {
    try {
      boolean more = false;
      if (subscriber.cursor() < newest && subscriber.isReady()) {
        SharedFrames next = atCursor.computeIfAbsent(subscriber.cursor(), this::slice);
        subscriber.write(store.stream(), next);
        subscriber.flush();
        more = subscriber.cursor() < newest && subscriber.isReady();
      }
      if (subscriber.usageSeen() < usages.newest() && subscriber.isReady()) {
        subscriber.sendUsages(usages.after(subscriber.usageSeen(), MAX_USAGES));
      }
      return more;
    } catch (RuntimeException | OutOfMemoryError e) {
      // Whatever it is, it is this client's: it comes back and resumes, and nobody else notices.
      // Memory outside the heap is refused by an error, and the JVM lives on.
      traffic.failed();
      log.error("Closed a client that could not be served", e);
      subscriber.channel().close();
      return false;
    }
  }

  private SharedFrames slice(long cursor) {
    Slice slice = store.after(cursor, SLICE_EVENTS, SLICE_BYTES);
    return new SharedFrames(slice, frames);
  }

  private void lookAtClients() {
    long now = System.nanoTime();
    long newest = store.newest();
    long lag = 0;
    long outbox = 0;
    for (Subscriber subscriber : subscribers) {
      outbox += subscriber.outboxBytes();
      lag = Math.max(lag, subscriber.role().reads() ? newest - subscriber.cursor() : 0);
      if (subscriber.stalledNanos(now) > TimeUnit.SECONDS.toNanos(MAX_STALL_SECONDS)) {
        traffic.stalled();
        log.info("Closed a client that has not read for {} s", MAX_STALL_SECONDS);
        // A close would wait for the peer to read; a reset does not.
        subscriber.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        subscriber.channel().close();
      }
    }
    traffic.backlog(new Backlog(lag, outbox));
  }
}
