package io.mpm.monitor.daemon.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.metrics.Latency;
import io.mpm.monitor.daemon.metrics.Repeated;
import io.mpm.monitor.daemon.model.Account;
import io.mpm.monitor.daemon.model.sessions.Sessions;
import io.mpm.monitor.daemon.store.EventStore;
import io.mpm.monitor.protocol.Protocol;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import io.mpm.monitor.protocol.codec.TooManyValuesException;
import io.mpm.monitor.protocol.delivery.BatchAck;
import io.mpm.monitor.protocol.delivery.BatchAck.Rejection;
import io.mpm.monitor.protocol.delivery.BatchCodec.Decoded;
import io.mpm.monitor.protocol.delivery.BatchReader;
import io.mpm.monitor.protocol.delivery.PublishedEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way in for events, whichever door they came through. It takes one batch after another,
 * and in it one event after another ({@link Admission}); once the store keeps them, the readers are
 * told. Its own thread, {@code mpm-ingest}, does so, and callers never wait; a small batch that
 * would wait for nobody is done on the caller's thread. The future that they get completes, on one
 * of these threads or the store's, once everything they sent is kept, known or refused.
 */
public final class Ingest implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Ingest.class);

  /**
   * Batches that may wait. A proxy has one under way at a time, and the hub reads no more single
   * events while some hundred wait, so this is reached by a runaway publisher of batches only.
   */
  private static final int MAX_WAITING = 1024;

  /**
   * What those that wait may take in memory together: a fifth of the heap, and at least two of the
   * largest messages, so that a proxy's batch is not kept out by another's.
   */
  private static final long MAX_WAITING_BYTES =
      Math.max(18L << 20, Runtime.getRuntime().maxMemory() / 5);

  /**
   * Some ten events, half a millisecond: less than it costs to wake a thread for them, and another
   * one for the answer.
   */
  private static final int SMALL = 16 << 10;

  /** Why an event is rejected that nothing is wrong with. */
  public static final String NO_ROOM = "more events wait for the history's disk than may";

  /** Why a hook's payload is rejected that is none. */
  public static final String NO_OBJECT = "no JSON object";

  private static final class NoRoomException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoRoomException() {
      super(NO_ROOM);
    }
  }

  private final EventStore store;
  private final Readers readers;
  private final InstantSource clock;
  private final SerialExecutor turns;
  private final ProducerReports reports = new ProducerReports();
  private final Repeated refusals = new Repeated();
  private final Repeated failures = new Repeated();
  private final Repeated rejections = new Repeated();
  private volatile IngestCounters counters = IngestCounters.NONE;
  private final Admission admission; // in turn only

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
    this.readers = readers;
    this.clock = clock;
    this.admission = new Admission(store, bounds, sanitizer, clock);
    this.turns = new SerialExecutor("mpm-ingest", MAX_WAITING, MAX_WAITING_BYTES);
    run(new Rebuild(store, admission.account()));
  }

  /**
   * Asks the account of all events that were taken in before; {@code question} runs on the ingest
   * thread and must answer with values.
   */
  public <T> CompletableFuture<T> ask(Function<Account, T> question) {
    return run(() -> question.apply(admission.account()));
  }

  /**
   * Takes a batch as {@code docs/protocol.md} shapes it. Its answer also waits for the readers:
   * unlike a hook, whoever sends batches can be slowed down.
   *
   * @return empty when {@code batch} has turned out to have a {@link BatchReader#problem}; the
   *     events before that are taken
   */
  public CompletableFuture<Optional<BatchAck>> publish(BatchReader batch) {
    return inTurn(batch.bytes(), () -> takeAll(batch))
        .thenCompose(this::whenKept)
        .thenCompose(
            ack ->
                batch.problem().isPresent()
                    ? CompletableFuture.completedFuture(Optional.empty())
                    : whenReadersKeepUp(Optional.of(ack)));
  }

  private <T> CompletableFuture<T> whenReadersKeepUp(T answer) {
    CompletableFuture<T> held = new CompletableFuture<>();
    readers.whenTheyKeepUp(() -> held.complete(answer));
    return held;
  }

  /**
   * Whether {@link #hook} would take a payload of that length now, on the caller's thread: nothing
   * but the end of this process could keep it out if it {@link #isShallow}, and then what the store
   * holds is gone as well.
   */
  public boolean isTakenAtOnce(int bytes) {
    return isTakenHere(bytes) && turns.isFree();
  }

  /** Whether a payload is not too deep to be an event. */
  public static boolean isShallow(JsonNode payload) {
    return !Json.isDeeperThan(Json.MAX_EVENT_DEPTH, payload);
  }

  private boolean isTakenHere(int bytes) {
    return bytes <= SMALL && !store.mayBlock();
  }

  /** A hook's payload, read when its turn has come: so only one is in memory as a tree. */
  public interface Payload {

    JsonNode read() throws MalformedJsonException;
  }

  /**
   * Takes one hook payload that came without a proxy, and so without an id. Nobody sends it again:
   * if this fails, it counts as rejected.
   *
   * @param bytes how long its text is
   */
  public CompletableFuture<BatchAck> hook(String word, Payload payload, int bytes) {
    return takeSingle(bytes, tally -> take(word, payload, tally)).ack();
  }

  private void take(String word, Payload payload, Tally tally) {
    try {
      JsonNode read = payload.read();
      if (read.isObject()) {
        admission.takePayload(word, read, tally);
      } else {
        tally.rejected("", NO_OBJECT);
      }
    } catch (MalformedJsonException e) {
      tally.rejected("", e.hasTooManyValues() ? TooManyValuesException.REASON : NO_OBJECT);
    }
  }

  /** Takes what the daemon itself has seen; without room for it, it will be seen again. */
  public CompletableFuture<BatchAck> observe(PublishedEvent seen) {
    Tally tally = new Tally();
    return run(() -> {
          if (store.hasRoom()) {
            admission.take(new Decoded.Event(seen), false, tally);
            count(tally);
          }
          return tally.ack();
        })
        .thenCompose(this::whenKept);
  }

  /**
   * An event that is being taken in.
   *
   * @param turn completes, on any thread, when it no longer waits for others to be taken in before
   * @param ack completes when it is kept or refused
   */
  public record Taking(CompletableFuture<?> turn, CompletableFuture<BatchAck> ack) {}

  /**
   * Takes one event of a publisher that speaks claude-mpm's shape. Nobody sends it again: if this
   * fails, it counts as rejected.
   *
   * @param bytes about how much memory it takes
   */
  public Taking claudeEvent(JsonNode event, int bytes) {
    return takeSingle(bytes, tally -> admission.takeClaudeEvent(event, tally));
  }

  private BatchAck takeAll(BatchReader batch) {
    Tally tally = new Tally();
    try {
      while (store.hasRoom()) {
        Decoded element = batch.next();
        if (element == null) {
          if (batch.problem().isEmpty()) {
            reports.note(batch.envelope(), clock.instant());
          }
          return tally.ack();
        }
        // A replay says what it is before its events; how long those took says nothing of the way.
        boolean live = !batch.envelope().path("producer").asText("").equals(Protocol.REPLAY);
        admission.take(element, live, tally);
      }
      // Rejected, they would be gone; without an answer their producer keeps them.
      throw new NoRoomException();
    } finally {
      // What came before a failure is held, and known when it comes again.
      count(tally);
    }
  }

  /** Any thread: not all that is counted had its turn. */
  private synchronized void count(Tally tally) {
    counters = tally.addedTo(counters);
    for (Rejection rejection : tally.rejections()) {
      // Of its id anybody can make what he likes; the reasons are ours.
      rejections.count(
          seen -> log.warn("An event was rejected: {} ({} since start)", rejection.reason(), seen));
    }
  }

  /**
   * Forgets what has come of a session until now; its events are no duplicates when they come
   * again.
   *
   * @return completes with their number when they are gone
   */
  public CompletableFuture<Long> forget(String session) {
    return run(() -> admission.forget(session)).thenCompose(forgotten -> forgotten);
  }

  private Taking takeSingle(int bytes, Consumer<Tally> task) {
    Tally tally = new Tally();
    CompletableFuture<BatchAck> turn =
        inTurn(
                bytes,
                () -> {
                  task.accept(tally);
                  return tally.ack();
                })
            .whenComplete(
                (ack, failure) -> {
                  if (failure != null) {
                    tally.rejected("", "it could not be taken in");
                  }
                  count(tally);
                });
    return new Taking(turn, turn.thenCompose(this::whenKept));
  }

  private CompletableFuture<BatchAck> inTurn(int bytes, Supplier<BatchAck> task) {
    return logged(isTakenHere(bytes) ? turns.runOrSubmit(task, bytes) : turns.submit(task, bytes));
  }

  private <T> CompletableFuture<T> run(Supplier<T> task) {
    return logged(turns.submit(task));
  }

  private <T> CompletableFuture<T> logged(CompletableFuture<T> running) {
    return running.whenComplete(
        (done, failure) -> {
          if (failure instanceof RejectedExecutionException) {
            refusals.count(
                seen ->
                    log.warn(
                        "Took nothing more in: {} or {} MB wait already, or this is the end"
                            + " ({} times since start)",
                        MAX_WAITING,
                        MAX_WAITING_BYTES >> 20,
                        seen));
          } else if (failure != null && !isWantOfRoom(failure)) {
            failures.count(
                seen ->
                    log.error(
                        "A batch could not be taken in ({} such since start)", seen, failure));
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
    return admission.latency();
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
