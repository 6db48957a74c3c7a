package io.mpm.monitor.daemon.model.tools;

import java.time.Instant;

/**
 * Something that no call of an agent outlives.
 *
 * @param at calls that began after this moment are none of its business
 * @param status what becomes of calls that nobody told the end of
 * @param reason why, in a few words
 */
public record Closing(Instant at, ToolStatus status, String reason) {

  public static Closing interrupted(Instant at, String reason) {
    return new Closing(at, ToolStatus.INTERRUPTED, reason);
  }

  public static Closing unknown(Instant at, String reason) {
    return new Closing(at, ToolStatus.UNKNOWN, reason);
  }
}
