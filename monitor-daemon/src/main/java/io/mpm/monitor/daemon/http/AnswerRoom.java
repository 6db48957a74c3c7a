package io.mpm.monitor.daemon.http;

/**
 * Bounds what the answers that are on their way hold together, whoever reads them and however
 * slowly. A small one always has room: of those there are as many as connections. For the channels
 * of one event loop, and on it.
 */
final class AnswerRoom {

  /** A fifth of the usual heap, and four pages of events of the greatest size. */
  static final long MAX_BYTES = 24L << 20;

  /** What a download may hold: one chunk, which is made anew when that is written. */
  static final long DOWNLOAD_BYTES = 6L << 20;

  private static final long SMALL_BYTES = 64 << 10;

  private long taken;

  /** Whether there is room; it is taken until {@link #leave}. */
  boolean enter(long bytes) {
    if (bytes > SMALL_BYTES && taken > 0 && taken + bytes > MAX_BYTES) {
      return false;
    }
    taken += bytes;
    return true;
  }

  void leave(long bytes) {
    taken -= bytes;
  }
}
