package io.mpm.monitor.daemon.hub;

import io.mpm.monitor.daemon.seed.SeedShape;
import io.mpm.monitor.daemon.store.EventStore.Slice;
import io.mpm.monitor.daemon.store.StoredEvent;
import io.netty.buffer.ByteBuf;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The frames of one slice, made when first asked for and shared by all who are at the same place.
 * Event loop only.
 */
final class SharedFrames implements AutoCloseable {

  private final Slice slice;
  private final Frames frames;
  private final Map<Long, ByteBuf> bySeq = new HashMap<>();
  private @Nullable ByteBuf each;
  private @Nullable ByteBuf batch;
  private @Nullable SharedFrames inSeedShape;

  SharedFrames(Slice slice, Frames frames) {
    this.slice = slice;
    this.frames = frames;
  }

  Slice slice() {
    return slice;
  }

  /** The same slice, with its events as claude-mpm's clients read them; closed with this one. */
  SharedFrames inSeedShape() {
    SharedFrames made = inSeedShape;
    if (made == null) {
      List<StoredEvent> shaped = slice.events().stream().map(SharedFrames::shaped).toList();
      made = new SharedFrames(new Slice(slice.firstHeld(), slice.reached(), shaped), frames);
      inSeedShape = made;
    }
    return made;
  }

  private static StoredEvent shaped(StoredEvent event) {
    return new StoredEvent(event.seq(), event.type(), event.sessionId(), SeedShape.of(event));
  }

  /** The caller owns what it gets. */
  ByteBuf event(StoredEvent event) {
    return bySeq.computeIfAbsent(event.seq(), seq -> frames.event(event)).retainedDuplicate();
  }

  /** Each event of the slice in a frame of its own; the caller owns what it gets. */
  ByteBuf each() {
    ByteBuf made = each;
    if (made == null) {
      made = frames.eachEvent(slice.events());
      each = made;
    }
    return made.retainedDuplicate();
  }

  /** The caller owns what it gets. */
  ByteBuf batch() {
    ByteBuf made = batch;
    if (made == null) {
      made = frames.events(slice.events());
      batch = made;
    }
    return made.retainedDuplicate();
  }

  @Override
  public void close() {
    bySeq.values().forEach(ByteBuf::release);
    if (each != null) {
      each.release();
    }
    if (batch != null) {
      batch.release();
    }
    if (inSeedShape != null) {
      inSeedShape.close();
    }
  }
}
