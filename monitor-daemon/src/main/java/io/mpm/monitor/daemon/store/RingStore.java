package io.mpm.monitor.daemon.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the newest events in memory, as many as fit into a number of bytes. Nothing survives the
 * process, which is what someone wants who never asked for a history.
 */
public final class RingStore implements EventStore {

  /** What an event costs beside its JSON: its place in the index. */
  private static final int OVERHEAD_BYTES = 20;

  /** More than any door takes. */
  private static final int MAX_EVENT_BYTES = 16 << 20;

  /** Events looked at in one go by a search, which must not keep writers waiting. */
  private static final int SEARCH_STEP = 128;

  /** Tells it from other stores. No secret: a start need not load what makes those. */
  private final String stream = name(new SplittableRandom());

  private final long maxBytes;

  // All guarded by this.
  private final ByteCircle json;
  private final EventIndex index = new EventIndex();
  private long firstHeld = 1;
  private long newest;
  private long held;
  private long letGo;
  private long bytes;

  /**
   * An empty store.
   *
   * @param maxBytes how much the held events may cost together; the newest one is always held
   */
  public RingStore(long maxBytes) {
    if (maxBytes < 1) {
      throw new IllegalArgumentException("maxBytes must be positive: " + maxBytes);
    }
    this.maxBytes = maxBytes;
    this.json = new ByteCircle(Math.max(maxBytes, MAX_EVENT_BYTES));
  }

  private static String name(RandomGenerator random) {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  @Override
  public String stream() {
    return stream;
  }

  @Override
  public synchronized long next() {
    return newest + 1;
  }

  @Override
  public boolean hasRoom() {
    return true;
  }

  @Override
  public synchronized void append(StoredEvent event) {
    if (event.seq() != newest + 1) {
      throw new IllegalArgumentException("seq " + event.seq() + " does not follow " + newest);
    }
    put(event);
  }

  /** As {@link #append}, for events of which some between them were forgotten before. */
  synchronized void restore(StoredEvent event) {
    if (event.seq() <= newest) {
      throw new IllegalArgumentException("seq " + event.seq() + " is not after " + newest);
    }
    if (held == 0) {
      firstHeld = event.seq();
    }
    put(event);
  }

  /** Goes on after the number {@code last}; what lies before it and is not here was forgotten. */
  synchronized void skipTo(long last) {
    if (held == 0) {
      firstHeld = last + 1;
    }
    index.reserve(firstHeld, last);
    newest = last;
  }

  private void put(StoredEvent event) {
    byte[] text = event.json();
    makeRoom(text.length);
    index.reserve(firstHeld, event.seq());
    newest = event.seq();
    index.put(event, json.write(text));
    held++;
    bytes += cost(text.length);
    while (bytes > maxBytes && firstHeld < newest) {
      letGoOfFirst();
    }
    json.leaveBefore(positionOfFirst());
  }

  private static long cost(int length) {
    return (long) length + OVERHEAD_BYTES;
  }

  /** Between the events that are held lies what was forgotten, and takes room in the circle too. */
  private void makeRoom(int length) {
    long left = json.firstLeftAfter(length);
    while (firstHeld <= newest && positionOfFirst() < left) {
      letGoOfFirst();
    }
  }

  private long positionOfFirst() {
    return index.type(firstHeld) == null ? -1 : index.position(firstHeld);
  }

  private void letGoOfFirst() {
    if (index.type(firstHeld) != null) {
      drop(firstHeld);
      letGo++;
    }
    firstHeld++;
  }

  private void drop(long seq) {
    held--;
    bytes -= cost(index.length(seq));
    index.remove(seq);
  }

  @Override
  public CompletableFuture<Void> kept() {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public synchronized long newest() {
    return newest;
  }

  @Override
  public synchronized long size() {
    return held;
  }

  @Override
  public synchronized LetGo letGo() {
    return new LetGo(0, letGo);
  }

  @Override
  public synchronized long memoryBytes() {
    return bytes;
  }

  @Override
  public long diskBytes() {
    return 0;
  }

  @Override
  public boolean mayBlock() {
    return false;
  }

  @Override
  public boolean isFailing() {
    return false;
  }

  @Override
  public int losses() {
    return 0;
  }

  private synchronized long firstHeld() {
    return firstHeld;
  }

  @Override
  public synchronized Slice after(long seq, int maxEvents, long maxBytes) {
    List<StoredEvent> events = new ArrayList<>();
    long taken = 0;
    long reached = Math.min(newest, Math.max(seq, firstHeld - 1));
    while (reached < newest && events.size() < maxEvents) {
      StoredEvent event = at(reached + 1);
      if (event != null) {
        taken += event.json().length;
        if (taken > maxBytes && !events.isEmpty()) {
          break;
        }
        events.add(event);
      }
      reached++;
    }
    return new Slice(firstHeld, reached, events);
  }

  /** As {@link #after}; empty when what comes next after {@code seq} is held no more. */
  synchronized Optional<Slice> unbroken(long seq, int maxEvents, long maxBytes) {
    return seq + 1 < firstHeld ? Optional.empty() : Optional.of(after(seq, maxEvents, maxBytes));
  }

  @Override
  public synchronized List<StoredEvent> newest(int limit, Predicate<StoredEvent> wanted) {
    List<StoredEvent> found = new ArrayList<>();
    for (long seq = newest; seq >= firstHeld && found.size() < limit; seq--) {
      StoredEvent event = at(seq);
      if (event != null && wanted.test(event)) {
        found.add(event);
      }
    }
    Collections.reverse(found);
    return found;
  }

  @Override
  public Slice find(EventQuery query) {
    List<StoredEvent> found = new ArrayList<>();
    long room = EventQuery.MAX_BYTES;
    long reached = query.since();
    Slice step = after(reached, SEARCH_STEP, EventQuery.MAX_BYTES);
    while (step.reached() > reached) {
      for (StoredEvent event : step.events()) {
        if (query.test(event)) {
          found.add(event);
          room -= event.json().length;
          if (found.size() == query.limit() || room <= 0) {
            return new Slice(firstHeld(), event.seq(), found);
          }
        }
      }
      reached = step.reached();
      step = after(reached, SEARCH_STEP, EventQuery.MAX_BYTES);
    }
    return new Slice(firstHeld(), reached, found);
  }

  @Override
  public List<KnownId> recentIds(int limit) {
    return List.of();
  }

  @Override
  public boolean isArchived(String id) {
    return false;
  }

  @Override
  public synchronized CompletableFuture<Long> forget(String session) {
    long before = held;
    for (long seq = firstHeld; seq <= newest; seq++) {
      if (index.type(seq) != null && session.equals(index.session(seq))) {
        json.erase(index.position(seq), index.length(seq));
        drop(seq);
      }
    }
    return CompletableFuture.completedFuture(before - held);
  }

  private @Nullable StoredEvent at(long seq) {
    String type = index.type(seq);
    return type == null
        ? null
        : new StoredEvent(
            seq, type, index.session(seq), json.read(index.position(seq), index.length(seq)));
  }

  @Override
  public void close() {
    // Memory needs no goodbye.
  }
}
