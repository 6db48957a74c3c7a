package io.mpm.monitor.proxy.batch;

import io.mpm.monitor.proxy.limits.Range;

/**
 * How much travels at once. Nothing is held back to make a batch fuller: while one is in flight
 * files gather, so batches grow under load, and an idle link sends a lone event at once.
 *
 * @param events at most so many in a batch
 * @param bytes at most so many of encoded events, unless one event alone has more
 */
public record BatchPolicy(int events, int bytes) {

  /** Whether one more event goes into the batch, and what says so. */
  public record Decision(boolean takes, String reason) {}

  public BatchPolicy {
    Range.check("events of a batch", events, 1, 10_000);
    Range.check("bytes of a batch", bytes, 1 << 10, 8 << 20);
  }

  /** 256 events, 1 MB. */
  public static BatchPolicy defaults() {
    return new BatchPolicy(256, 1 << 20);
  }

  /** Whether a batch of that many events and bytes takes one that has {@code next} bytes. */
  public Decision oneMore(int heldEvents, long heldBytes, long next) {
    if (heldEvents == 0) {
      return new Decision(true, "the first goes whatever its size");
    }
    if (heldEvents >= events) {
      return new Decision(false, "full: " + events + " events");
    }
    if (heldBytes + next > bytes) {
      return new Decision(false, "full: " + bytes + " bytes");
    }
    return new Decision(true, "there is room");
  }
}
