package io.mpm.monitor.daemon.ingest;

import io.mpm.monitor.protocol.codec.Sha256;
import java.nio.ByteBuffer;

/**
 * An event's id in 16 bytes. A UUID, which is what our own proxy sends, is exactly these; of any
 * other text they are the first of its SHA-256, which no two texts share. A value.
 */
record ShortId(long high, long low) {

  private static final int UUID_CHARS = 36;

  static ShortId of(String id) {
    return isUuid(id) ? new ShortId(hex(id, 0, 18), hex(id, 19, UUID_CHARS)) : digest(id);
  }

  /** As it is usually written, and not one of the other ways that mean the same. */
  private static boolean isUuid(String id) {
    if (id.length() != UUID_CHARS) {
      return false;
    }
    for (int i = 0; i < UUID_CHARS; i++) {
      char c = id.charAt(i);
      boolean isHyphen = i == 8 || i == 13 || i == 18 || i == 23;
      if (isHyphen ? c != '-' : (c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  private static long hex(String id, int from, int to) {
    long value = 0;
    for (int i = from; i < to; i++) {
      char c = id.charAt(i);
      if (c != '-') {
        value = value << 4 | (c <= '9' ? c - '0' : c - 'a' + 10);
      }
    }
    return value;
  }

  private static ShortId digest(String id) {
    ByteBuffer bytes = ByteBuffer.wrap(Sha256.of(id));
    return new ShortId(bytes.getLong(), bytes.getLong());
  }
}
