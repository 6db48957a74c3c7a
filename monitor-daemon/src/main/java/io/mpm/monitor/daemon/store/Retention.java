package io.mpm.monitor.daemon.store;

import java.time.Duration;

/**
 * How much of the past a history keeps. An event goes when it is older or when all of them together
 * take more room.
 *
 * @param maxBytes what the file may take on disk
 * @param maxAge since the event was stored
 */
public record Retention(long maxBytes, Duration maxAge) {

  public Retention {
    if (maxBytes < 1) {
      throw new IllegalArgumentException("maxBytes must be positive: " + maxBytes);
    }
    if (maxAge.isNegative() || maxAge.isZero()) {
      throw new IllegalArgumentException("maxAge must be positive: " + maxAge);
    }
  }
}
