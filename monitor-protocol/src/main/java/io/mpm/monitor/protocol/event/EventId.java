package io.mpm.monitor.protocol.event;

import io.mpm.monitor.protocol.codec.Sha256;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Gives events their ids: a UUIDv7 of the time at which the event happened, whose other 74 bits are
 * a hash of what identifies it. The same event gives the same id however often it is read or sent,
 * which is what lets the daemon show it once.
 */
public final class EventId {

  private static final long VERSION_7 = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private static final Instant LATEST = Instant.ofEpochMilli((1L << 48) - 1);

  private EventId() {}

  /**
   * The id of the event that {@code identity} names.
   *
   * @param time when it happened; used to the millisecond, in the years 1970 to 10889, which are
   *     all that a UUIDv7 can hold
   * @param identity what no other event has, such as its spool file's name and exact time
   */
  public static String derive(Instant time, String identity) {
    ByteBuffer hash = ByteBuffer.wrap(Sha256.of(identity));
    return uuid(time, hash.getShort(), hash.getLong());
  }

  /**
   * An id for an event that comes once and has nothing to tell it by.
   *
   * @param time as {@link #derive} takes it
   * @param random need not be unpredictable, for nobody trusts an id
   */
  public static String fresh(Instant time, RandomGenerator random) {
    return uuid(time, random.nextLong(), random.nextLong());
  }

  private static String uuid(Instant time, long high, long low) {
    if (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
      throw new IllegalArgumentException(
          "time must be in " + Instant.EPOCH + ".." + LATEST + ": " + time);
    }
    return new UUID(
            (time.toEpochMilli() << 16) | VERSION_7 | (high & 0x0fff),
            VARIANT | (low & 0x3fff_ffff_ffff_ffffL))
        .toString();
  }
}
