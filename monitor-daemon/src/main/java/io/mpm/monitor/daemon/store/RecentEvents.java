package io.mpm.monitor.daemon.store;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The newest events of a history in memory, and how many the file holds. Changed by {@code
 * mpm-history} only, read by any thread.
 */
final class RecentEvents implements HistoryThread.Listener {

  /** Numbers that the memory spans at start, so that forgotten ones in between do not make it. */
  private static final int MAX_SPAN = 1 << 16;

  private final HistoryReader file;
  private final long maxBytes;
  private final AtomicLong size = new AtomicLong();
  private volatile RingStore memory;
  private volatile LetGo letGo = LetGo.NONE;

  /** As many of the file's newest events as fit into {@code maxBytes}. */
  RecentEvents(HistoryReader file, long maxBytes) {
    this.file = file;
    this.maxBytes = maxBytes;
    this.memory = read();
  }

  private RingStore read() {
    long newest = file.newest();
    RingStore read = new RingStore(maxBytes);
    file.newest(newest, MAX_SPAN, maxBytes, read::restore);
    read.skipTo(newest);
    size.set(file.count());
    return read;
  }

  /** Where they are now; another one after {@link #readAnew}. */
  RingStore memory() {
    return memory;
  }

  /** How many events the file holds. */
  long size() {
    return size.get();
  }

  /** What the file has let go of since it was opened. */
  LetGo letGo() {
    return letGo;
  }

  /** The file is another one, and holds what it holds; what is in memory stays. */
  void fileIsAnother() {
    size.set(file.count());
  }

  @Override
  public void kept(List<StoredEvent> events) {
    size.addAndGet(events.size());
    events.forEach(memory::append);
  }

  @Override
  public void trimmed(LetGo gone) {
    letGo = letGo.and(gone);
    size.addAndGet(-gone.events());
  }

  @Override
  public void forgotten(String session, long events) {
    size.addAndGet(-events);
    memory.forget(session);
  }

  @Override
  public void readAnew() {
    memory = read();
  }
}
