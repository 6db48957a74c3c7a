package io.mpm.monitor.daemon.store;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Bytes in a circle, outside the heap: what is written last takes the place of what was written
 * first. Its pieces are made when they are first needed and then used again and again, so that a
 * stream of events that live for minutes is no work for a garbage collector, and has no heap grow.
 * Pieces are there for what is left and no more. Guarded by its owner.
 */
final class ByteCircle {

  private static final int PIECE_BYTES = 256 << 10;

  private final @Nullable ByteBuffer[] pieces;
  private @Nullable ByteBuffer spare;
  private long firstPiece;
  private long end;

  /**
   * An empty circle.
   *
   * @param capacity how much it holds at least
   */
  ByteCircle(long capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity must be positive: " + capacity);
    }
    this.pieces = new @Nullable ByteBuffer[Math.toIntExact((capacity - 1) / PIECE_BYTES + 1)];
  }

  long capacity() {
    return (long) pieces.length * PIECE_BYTES;
  }

  /** The first position whose bytes will be left when {@code length} more have been written. */
  long firstLeftAfter(int length) {
    requireAtMostAll(length);
    return end + length - capacity();
  }

  /** What lies before {@code position} is needed no more, and can be read no more. */
  void leaveBefore(long position) {
    long left = Math.min(position, end) / PIECE_BYTES;
    for (; firstPiece < left; firstPiece++) {
      boolean usedAgain = end > (firstPiece + pieces.length) * PIECE_BYTES;
      int index = index(firstPiece * PIECE_BYTES);
      if (!usedAgain && pieces[index] != null) {
        spare = pieces[index];
        pieces[index] = null;
      }
    }
  }

  private void requireAtMostAll(int length) {
    if (length > capacity()) {
      throw new IllegalArgumentException(
          length + " bytes are more than the " + capacity() + " that are held at once");
    }
  }

  /**
   * Writes them, over the oldest ones where there is no other room.
   *
   * @return their position
   */
  long write(byte[] bytes) {
    requireAtMostAll(bytes.length);
    long position = end;
    for (int done = 0; done < bytes.length; ) {
      int offset = offset(end);
      int step = Math.min(bytes.length - done, PIECE_BYTES - offset);
      piece(end).put(offset, bytes, done, step);
      done += step;
      end += step;
    }
    return position;
  }

  /** A copy of what was written at {@code position}, which must not have been written over. */
  byte[] read(long position, int length) {
    byte[] bytes = new byte[length];
    for (int done = 0; done < length; ) {
      int offset = offset(position + done);
      int step = Math.min(length - done, PIECE_BYTES - offset);
      piece(position + done).get(offset, bytes, done, step);
      done += step;
    }
    return bytes;
  }

  /** Leaves nothing of it to be found in memory. */
  void erase(long position, int length) {
    for (long at = position; at < position + length; ) {
      int offset = offset(at);
      int step = (int) Math.min(position + length - at, PIECE_BYTES - offset);
      piece(at).put(offset, new byte[step]);
      at += step;
    }
  }

  private ByteBuffer piece(long position) {
    int index = index(position);
    ByteBuffer piece = pieces[index];
    if (piece == null) {
      piece = spare == null ? fresh() : spare;
      spare = null;
      pieces[index] = piece;
    }
    return piece;
  }

  private static ByteBuffer fresh() {
    try {
      return ByteBuffer.allocateDirect(PIECE_BYTES);
    } catch (OutOfMemoryError e) {
      // No more is allowed outside the heap, which Java tells without ending the process. When the
      // heap is full as well, it does end.
      return ByteBuffer.allocate(PIECE_BYTES);
    }
  }

  private int index(long position) {
    return (int) (position / PIECE_BYTES % pieces.length);
  }

  /** How much memory it takes. */
  long heldBytes() {
    long held = spare == null ? 0 : 1;
    for (ByteBuffer piece : pieces) {
      held += piece == null ? 0 : 1;
    }
    return held * PIECE_BYTES;
  }

  private static int offset(long position) {
    return (int) (position % PIECE_BYTES);
  }
}
