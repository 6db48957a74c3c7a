package io.mpm.monitor.daemon.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.store.EventQuery;
import io.mpm.monitor.daemon.store.EventStore;
import io.mpm.monitor.daemon.store.EventStore.Slice;
import io.mpm.monitor.daemon.store.StoredEvent;
import io.mpm.monitor.daemon.usage.SessionUsage;
import io.mpm.monitor.daemon.usage.Usages;
import io.mpm.monitor.protocol.codec.Json;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.stream.ChunkedInput;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A session as lines of JSON, an event a line, read as fast as its reader takes it: a session may
 * be larger than the heap. Ends with the newest event that was held when it began, and a line of
 * what the session has used, if it is known to have used something. For the event loop, which never
 * waits for the store: chunks are read elsewhere, when they are asked for.
 */
final class SessionExport implements ChunkedInput<ByteBuf> {

  /** Few, for a reader may let a chunk wait; an event has some thousand bytes. */
  private static final int EVENTS_AT_ONCE = 16;

  /**
   * Some lines, outside of any pool, so that nobody has to give them back when the reader goes.
   *
   * @param reached the number up to which they leave out nothing
   */
  private record Chunk(ByteBuf lines, long reached) {}

  private final EventStore store;
  private final Usages usages;
  private final String session;
  private final Executor offLoop;
  private final Runnable resume;
  private final long end;
  private long reached;
  private @Nullable CompletableFuture<Chunk> ahead;

  /**
   * Reads nothing yet.
   *
   * @param offLoop where the store is read
   * @param resume called on any thread when a chunk is there that was asked for in vain; has it
   *     asked for again, but not before it returns
   */
  SessionExport(
      EventStore store, Usages usages, String session, Executor offLoop, Runnable resume) {
    this.store = store;
    this.usages = usages;
    this.session = session;
    this.offLoop = offLoop;
    this.resume = resume;
    this.end = store.newest();
  }

  @Override
  public boolean isEndOfInput() {
    return reached >= end;
  }

  /**
   * The next lines; null while they are not there yet.
   *
   * @throws java.util.concurrent.CompletionException when the store could not be read
   * @throws java.util.concurrent.RejectedExecutionException when too many want to read it
   */
  @Override
  public @Nullable ByteBuf readChunk(ByteBufAllocator allocator) {
    CompletableFuture<Chunk> next = ahead == null ? begin() : ahead;
    if (!next.isDone()) {
      return null;
    }
    Chunk chunk = next.join();
    // The next one is read once this one is written: a reader that is frozen holds one.
    ahead = null;
    reached = chunk.reached();
    return chunk.lines();
  }

  private CompletableFuture<Chunk> begin() {
    long from = reached;
    CompletableFuture<Chunk> next = CompletableFuture.supplyAsync(() -> read(from), offLoop);
    ahead = next;
    next.whenComplete((chunk, failure) -> resume.run());
    return next;
  }

  private Chunk read(long from) {
    Slice slice = store.find(EventQuery.ofSession(session, from, EVENTS_AT_ONCE));
    ByteBuf lines = Unpooled.buffer();
    for (StoredEvent event : slice.events()) {
      if (event.seq() <= end) {
        lines.writeBytes(event.json()).writeByte('\n');
      }
    }
    if (slice.reached() >= end) {
      usages.of(session).filter(SessionUsage::isAny).ifPresent(usage -> write(usage, lines));
    }
    return new Chunk(lines, slice.reached());
  }

  private static void write(SessionUsage usage, ByteBuf lines) {
    ObjectNode line = Json.object();
    line.set("usage", usage.toldJson());
    lines.writeBytes(Json.bytes(line)).writeByte('\n');
  }

  @Override
  @SuppressWarnings("deprecation") // the interface still asks for it
  public @Nullable ByteBuf readChunk(ChannelHandlerContext ctx) {
    return readChunk(ctx.alloc());
  }

  /** Unknown: nobody counts before he reads. */
  @Override
  public long length() {
    return -1;
  }

  @Override
  public long progress() {
    return reached;
  }

  @Override
  public void close() {
    ahead = null;
  }
}
