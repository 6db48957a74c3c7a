package io.mpm.monitor.protocol.delivery;

import java.util.List;

/**
 * The daemon's word that it holds every event of a batch, knew it already, or will never take it:
 * {@code accepted + duplicates + rejections = events of the batch}.
 */
public record BatchAck(int accepted, int duplicates, List<Rejection> rejections) {

  /** An event that the daemon will not take however often it is sent. */
  public record Rejection(String id, String reason) {}

  public BatchAck {
    if (accepted < 0 || duplicates < 0) {
      throw new IllegalArgumentException(
          "negative count: accepted " + accepted + ", duplicates " + duplicates);
    }
    rejections = List.copyOf(rejections);
  }

  /** How many events this acknowledges. */
  public int total() {
    return accepted + duplicates + rejections.size();
  }
}
