package io.mpm.monitor.daemon.ingest;

import io.mpm.monitor.daemon.store.EventQuery;
import io.mpm.monitor.daemon.store.EventStore;
import io.mpm.monitor.daemon.store.LetGo;
import io.mpm.monitor.daemon.store.RingStore;
import io.mpm.monitor.daemon.store.StoredEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A store in memory that fails where it is told to. */
final class FaultyStore implements EventStore {

  private final RingStore store = new RingStore(1 << 20);
  private final Map<String, RuntimeException> archive = new HashMap<>();
  private @Nullable RuntimeException append;

  /** The next question for that id fails. */
  void failToLookUp(String id, RuntimeException failure) {
    archive.put(id, failure);
  }

  /** The next event is not taken. */
  void failToAppend(RuntimeException failure) {
    append = failure;
  }

  @Override
  public boolean isArchived(String id) {
    RuntimeException failure = archive.remove(id);
    if (failure != null) {
      throw failure;
    }
    return store.isArchived(id);
  }

  @Override
  public void append(StoredEvent event) {
    RuntimeException failure = append;
    append = null;
    if (failure != null) {
      throw failure;
    }
    store.append(event);
  }

  @Override
  public String stream() {
    return store.stream();
  }

  @Override
  public long next() {
    return store.next();
  }

  @Override
  public boolean hasRoom() {
    return store.hasRoom();
  }

  @Override
  public CompletableFuture<Void> kept() {
    return store.kept();
  }

  @Override
  public boolean mayBlock() {
    return store.mayBlock();
  }

  @Override
  public long newest() {
    return store.newest();
  }

  @Override
  public long size() {
    return store.size();
  }

  @Override
  public int losses() {
    return store.losses();
  }

  @Override
  public LetGo letGo() {
    return store.letGo();
  }

  @Override
  public long memoryBytes() {
    return store.memoryBytes();
  }

  @Override
  public long diskBytes() {
    return store.diskBytes();
  }

  @Override
  public boolean isFailing() {
    return store.isFailing();
  }

  @Override
  public Slice after(long seq, int maxEvents, long maxBytes) {
    return store.after(seq, maxEvents, maxBytes);
  }

  @Override
  public List<StoredEvent> newest(int limit, Predicate<StoredEvent> wanted) {
    return store.newest(limit, wanted);
  }

  @Override
  public Slice find(EventQuery query) {
    return store.find(query);
  }

  @Override
  public List<KnownId> recentIds(int limit) {
    return store.recentIds(limit);
  }

  @Override
  public CompletableFuture<Long> forget(String session) {
    return store.forget(session);
  }

  @Override
  public void close() {
    store.close();
  }
}
