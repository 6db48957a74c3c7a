package io.mpm.monitor.daemon.store;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * Events in one total order, kept as long as their bounds allow. One thread appends and forgets;
 * any thread reads. A reader sees an event once it is kept: what a client was shown, the next
 * daemon over the same store knows by the same number.
 */
public interface EventStore extends AutoCloseable {

  /**
   * A run of the order.
   *
   * @param firstHeld the oldest number that is still held; {@code newest() + 1} when none is
   * @param reached the number up to which {@code events} leaves out nothing that was asked for; a
   *     reader goes on from here
   * @param events oldest first
   */
  record Slice(long firstHeld, long reached, List<StoredEvent> events) {

    public Slice {
      events = List.copyOf(events);
    }
  }

  /** The id of an event, and the session it belongs to; empty for none. */
  record KnownId(String id, String session) {}

  /** Names this numbering: a sequence number means nothing to a store with another stream. */
  String stream();

  /** The number that the next event gets. For the thread that appends. */
  long next();

  /**
   * Whether another event should be appended now. Waits a second at most while a disk is behind;
   * false while it takes nothing and no more may wait for it. For the thread that appends.
   */
  boolean hasRoom();

  /**
   * Takes an event whose {@code seq} must be {@link #next()}; the oldest go where the bounds ask
   * for it. Waits for nothing, so who has many events asks {@link #hasRoom} before each.
   */
  void append(StoredEvent event);

  /**
   * Completes when every event that was appended before this call is kept: it outlives a sudden end
   * of the process if this store outlives the process at all, and readers see it. Fails if that
   * will never be, or when too many ask while a disk takes nothing.
   */
  CompletableFuture<Void> kept();

  /** Whether {@link #hasRoom} or {@link #isArchived} may wait for a disk. */
  boolean mayBlock();

  /** The highest number that readers see, 0 before the first. */
  long newest();

  /** How many events are held now. */
  long size();

  /** What was let go of to keep the bounds since the store was opened. */
  LetGo letGo();

  /** What the events in memory cost there. */
  long memoryBytes();

  /** What this store takes of the disk; 0 when it has no file. */
  long diskBytes();

  /** Whether the disk does not take what it is given, so that nothing new is kept. */
  boolean isFailing();

  /** How often the file was removed or replaced while it was in use. */
  int losses();

  /**
   * The events after {@code seq}, at most {@code maxEvents} of them and as many as fit into {@code
   * maxBytes} of JSON, but at least one if there is one. What lies between {@code seq} and {@link
   * Slice#firstHeld} is gone.
   */
  Slice after(long seq, int maxEvents, long maxBytes);

  /** The newest {@code limit} events in memory that {@code wanted} accepts, oldest first. */
  List<StoredEvent> newest(int limit, Predicate<StoredEvent> wanted);

  /** The events that {@code query} asks for; takes as long as it takes to look at all of them. */
  Slice find(EventQuery query);

  /** The ids of the last {@code limit} events, oldest first, as far as they outlived a restart. */
  List<KnownId> recentIds(int limit);

  /** Whether an event of that id outlived a restart, however long ago that was. */
  boolean isArchived(String id);

  /**
   * Forgets what was appended of a session before this call. Completes with the number of events,
   * when no trace of them is left.
   */
  CompletableFuture<Long> forget(String session);

  @Override
  void close();
}
