package io.mpm.monitor.daemon.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.metrics.Latency;
import io.mpm.monitor.daemon.model.Account;
import io.mpm.monitor.daemon.model.Normalizer;
import io.mpm.monitor.daemon.model.WireEvent;
import io.mpm.monitor.daemon.model.sessions.Sessions;
import io.mpm.monitor.daemon.store.EventStore;
import io.mpm.monitor.protocol.Protocol;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.delivery.BatchAck;
import io.mpm.monitor.protocol.delivery.BatchAck.Rejection;
import io.mpm.monitor.protocol.delivery.BatchCodec;
import io.mpm.monitor.protocol.delivery.BatchCodec.Decoded;
import io.mpm.monitor.protocol.delivery.BatchReader;
import io.mpm.monitor.protocol.delivery.PublishedEvent;
import io.mpm.monitor.protocol.event.EventId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way in for events, whichever door they came through. It takes one batch after another:
 * decodes, drops what it has seen, normalises, works out what it means, numbers, and hands on to
 * the store; once that keeps them, the listener is told. Its own thread, {@code mpm-ingest}, does
 * so, and callers never wait; a small batch that would wait for nobody is done on the caller's
 * thread. The future that they get completes, on one of these threads or the store's, once
 * everything they sent is kept, known or refused.
 */
public final class Ingest implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Ingest.class);

  /**
   * Batches that may wait. A proxy has one under way at a time, so this is reached by a runaway
   * publisher only.
   */
  private static final int MAX_WAITING = 1024;

  /**
   * A proxy sends again what it got no ack for: minutes ago at most, unless it was down. So many
   * ids cost 2 MB.
   */
  private static final int REMEMBERED_IDS = 65_536;

  /**
   * Some ten events, half a millisecond: less than it costs to wake a thread for them, and another
   * one for the answer.
   */
  private static final int SMALL = 16 << 10;

  /** What nobody has measured may be long. */
  private static final int UNKNOWN = Integer.MAX_VALUE;

  /** Why an event is rejected that nothing is wrong with. */
  public static final String NO_ROOM = "more events wait for the history's disk than may";

  private static final class NoRoomException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoRoomException() {
      super(NO_ROOM);
    }
  }

  private final EventStore store;
  private final Readers readers;
  private final UnaryOperator<JsonNode> sanitizer;
  private final InstantSource clock;
  private final SerialExecutor turns;
  private final ProducerReports reports = new ProducerReports();
  private final Latency hookToStore = new Latency();

  private final Account account; // in turn only
  private final RecentIds recentIds = new RecentIds(REMEMBERED_IDS); // in turn only
  private final Copies copies = new Copies(); // in turn only
  private final SplittableRandom ids = new SplittableRandom(); // in turn only
  private volatile IngestCounters counters = IngestCounters.NONE; // written in turn only

  /**
   * Starts the thread.
   *
   * @param bounds of what is known of sessions
   * @param readers told of what is kept, and waited for by those who publish batches
   * @param sanitizer runs where an event is taken in; takes the secrets out of what came through
   *     doors without a proxy that would have done so
   */
  public Ingest(
      EventStore store,
      Sessions.Bounds bounds,
      Readers readers,
      UnaryOperator<JsonNode> sanitizer,
      InstantSource clock) {
    this.store = store;
    this.account = new Account(bounds);
    this.readers = readers;
    this.sanitizer = sanitizer;
    this.clock = clock;
    store.recentIds(REMEMBERED_IDS).forEach(known -> recentIds.add(known.id(), known.session()));
    this.turns = new SerialExecutor("mpm-ingest", MAX_WAITING);
    run(new Rebuild(store, account));
  }

  /**
   * Asks the account of all events that were taken in before; {@code question} runs on the ingest
   * thread and must answer with values.
   */
  public <T> CompletableFuture<T> ask(Function<Account, T> question) {
    return run(() -> question.apply(account));
  }

  /**
   * Takes a batch as {@code docs/protocol.md} shapes it. Its answer also waits for the readers:
   * unlike a hook, whoever sends batches can be slowed down.
   *
   * @return empty when it turned out to be no JSON; the events before that are taken
   */
  public CompletableFuture<Optional<BatchAck>> publish(BatchReader batch) {
    return take(batch.bytes(), () -> takeAll(batch))
        .thenCompose(
            ack ->
                batch.isBroken()
                    ? CompletableFuture.completedFuture(Optional.empty())
                    : whenReadersKeepUp(Optional.of(ack)));
  }

  private <T> CompletableFuture<T> whenReadersKeepUp(T answer) {
    CompletableFuture<T> held = new CompletableFuture<>();
    readers.whenTheyKeepUp(() -> held.complete(answer));
    return held;
  }

  /**
   * Whether {@link #hook} would take this payload now, on the caller's thread: nothing but the end
   * of this process could keep it out, and then what the store holds is gone as well.
   */
  public boolean isSureToTake(JsonNode payload, int bytes) {
    return isTakenHere(bytes)
        && turns.isFree()
        && !Json.isDeeperThan(Json.MAX_EVENT_DEPTH, payload);
  }

  private boolean isTakenHere(int bytes) {
    return bytes <= SMALL && !store.mayBlock();
  }

  /**
   * Takes one hook payload that came without a proxy, and so without an id.
   *
   * @param bytes how long its text was
   */
  public CompletableFuture<BatchAck> hook(String word, JsonNode payload, int bytes) {
    return take(
        bytes,
        () -> {
          Instant now = clock.instant();
          String id = freshId(now);
          if (Json.isDeeperThan(Json.MAX_EVENT_DEPTH, payload)) {
            return refuse(id, BatchCodec.TOO_DEEP);
          }
          if (!store.hasRoom()) {
            return refuse(id, NO_ROOM);
          }
          PublishedEvent event = new PublishedEvent(id, now, word, sanitizer.apply(payload));
          boolean stored = keepOnce(new Decoded.Event(event), true);
          return count(1, stored ? 1 : 0, stored ? 0 : 1, List.of());
        });
  }

  /** Takes one event of a publisher that speaks claude-mpm's shape. */
  public CompletableFuture<BatchAck> claudeEvent(JsonNode event) {
    return take(
        UNKNOWN,
        () -> {
          Instant now = clock.instant();
          String id = freshId(now);
          if (!event.isObject()) {
            return refuse(id, "a claude_event is a JSON object");
          }
          if (Json.isDeeperThan(Json.MAX_EVENT_DEPTH, event)) {
            return refuse(id, BatchCodec.TOO_DEEP);
          }
          if (!store.hasRoom()) {
            return refuse(id, NO_ROOM);
          }
          WireEvent wire = Normalizer.seed(id, sanitizer.apply(event), now);
          keep(wire, wire.encodedData(), true);
          return count(1, 1, 0, List.of());
        });
  }

  private BatchAck refuse(String id, String reason) {
    return count(1, 0, 0, List.of(new Rejection(id, reason)));
  }

  private String freshId(Instant now) {
    return EventId.fresh(now, ids);
  }

  private BatchAck takeAll(BatchReader batch) {
    int received = 0;
    int stored = 0;
    int duplicates = 0;
    List<Rejection> rejections = new ArrayList<>();
    while (store.hasRoom()) {
      Decoded element = batch.next();
      if (element == null) {
        reports.note(batch.envelope(), clock.instant());
        return count(received, stored, duplicates, rejections);
      }
      received++;
      // A replay says what it is before its events; how long those took says nothing of the way.
      boolean live = !batch.envelope().path("producer").asText("").equals(Protocol.REPLAY);
      if (element instanceof Decoded.Unusable unusable) {
        rejections.add(new Rejection(unusable.id(), unusable.reason()));
      } else if (keepOnce(element, live)) {
        stored++;
      } else {
        duplicates++;
      }
    }
    // Rejected, they would be gone; without an answer their producer keeps them.
    count(received, stored, duplicates, rejections);
    throw new NoRoomException();
  }

  private WireEvent normalised(Decoded element) {
    if (element instanceof Decoded.Typed typed) {
      return Normalizer.seed(typed.id(), typed.event(), clock.instant());
    }
    return Normalizer.hook(((Decoded.Event) element).event());
  }

  private boolean keepOnce(Decoded element, boolean live) {
    WireEvent event = normalised(element);
    if (!recentIds.add(event.id(), event.sessionId()) || store.isArchived(event.id())) {
      return false;
    }
    byte[] data = event.encodedData();
    if (element instanceof Decoded.Event told && copies.isCopy(told.event(), data)) {
      return false;
    }
    keep(event, data, live);
    return true;
  }

  private void keep(WireEvent event, byte[] data, boolean live) {
    try {
      account.fold(event);
    } catch (RuntimeException e) {
      // An event that we do not understand is still one that happened.
      log.error("What event {} means could not be worked out", event.id(), e);
    }
    store.append(event.numbered(store.next(), data));
    if (live) {
      hookToStore.record(event.timestamp(), clock.instant());
    }
  }

  private BatchAck count(int received, int stored, int duplicates, List<Rejection> rejections) {
    counters = counters.plus(received, stored, duplicates, rejections.size());
    return new BatchAck(stored, duplicates, rejections);
  }

  /**
   * Forgets what has come of a session until now; its events are no duplicates when they come
   * again.
   *
   * @return completes with their number when they are gone
   */
  public CompletableFuture<Long> forget(String session) {
    return run(() -> {
          recentIds.forget(session);
          copies.forget(session);
          account.forget(session);
          return store.forget(session);
        })
        .thenCompose(forgotten -> forgotten);
  }

  private CompletableFuture<BatchAck> take(int bytes, Supplier<BatchAck> task) {
    return (isTakenHere(bytes) ? logged(turns.runOrSubmit(task)) : run(task))
        .thenCompose(this::whenKept);
  }

  private <T> CompletableFuture<T> run(Supplier<T> task) {
    return logged(turns.submit(task));
  }

  private static <T> CompletableFuture<T> logged(CompletableFuture<T> running) {
    return running.whenComplete(
        (done, failure) -> {
          if (failure != null && !isWantOfRoom(failure)) {
            log.error("A batch could not be taken in", failure);
          }
        });
  }

  /** The history says so once; each batch would say it again whenever it comes. */
  private static boolean isWantOfRoom(Throwable failure) {
    return failure instanceof NoRoomException || failure.getCause() instanceof NoRoomException;
  }

  /** Asked for at once, so that "kept" means the events of this ack and not later ones. */
  private CompletableFuture<BatchAck> whenKept(BatchAck ack) {
    if (ack.accepted() + ack.duplicates() == 0) {
      return CompletableFuture.completedFuture(ack);
    }
    return store
        .kept()
        .thenApply(
            kept -> {
              if (ack.accepted() > 0) {
                readers.eventsCame();
              }
              return ack;
            });
  }

  /**
   * How long it took from each event's own time until the store had it, without those played again
   * and those an hour old or more.
   */
  public Latency hookToStore() {
    return hookToStore;
  }

  public IngestCounters counters() {
    return counters;
  }

  /** What producers count themselves. */
  public ProducerReports reports() {
    return reports;
  }

  /** Takes in what was submitted before, for at most {@code patience}, and ends the thread. */
  public void close(Duration patience) {
    try {
      int givenUp = turns.close(patience);
      if (givenUp > 0) {
        log.warn("Gave up {} batches that still waited; their producers got no ack", givenUp);
      }
      store.kept().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      log.warn("The store does not keep what it was given; the producers got no ack", e);
    } catch (InterruptedException e) {
      turns.abandon();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    close(Duration.ofSeconds(1));
  }
}
