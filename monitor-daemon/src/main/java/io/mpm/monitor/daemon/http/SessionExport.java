package io.mpm.monitor.daemon.http;

import io.mpm.monitor.daemon.store.EventQuery;
import io.mpm.monitor.daemon.store.EventStore;
import io.mpm.monitor.daemon.store.EventStore.Slice;
import io.mpm.monitor.daemon.store.StoredEvent;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.stream.ChunkedInput;

/**
 * A session as lines of JSON, an event a line, read as fast as its reader takes it: a session may
 * be larger than the heap. Ends with the newest event that was held when it began.
 */
final class SessionExport implements ChunkedInput<ByteBuf> {

  private static final int EVENTS_AT_ONCE = 64;

  private final EventStore store;
  private final String session;
  private final long end;
  private long reached;

  SessionExport(EventStore store, String session) {
    this.store = store;
    this.session = session;
    this.end = store.newest();
  }

  @Override
  public boolean isEndOfInput() {
    return reached >= end;
  }

  @Override
  public ByteBuf readChunk(ByteBufAllocator allocator) {
    Slice slice = store.find(EventQuery.ofSession(session, reached, EVENTS_AT_ONCE));
    ByteBuf lines = allocator.buffer();
    for (StoredEvent event : slice.events()) {
      if (event.seq() <= end) {
        lines.writeBytes(event.json()).writeByte('\n');
      }
    }
    reached = slice.reached();
    return lines;
  }

  @Override
  @SuppressWarnings("deprecation") // the interface still asks for it
  public ByteBuf readChunk(ChannelHandlerContext ctx) {
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
    // Holds nothing open.
  }
}
