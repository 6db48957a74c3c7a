package io.mpm.monitor.proxy.counters;

import java.time.Instant;

/**
 * Events of one session that the daemon will never see.
 *
 * @param session empty for those whose session is not known
 * @param reason why
 * @param count how many
 * @param from when the first of them happened
 * @param to when the last of them happened
 */
public record Gap(String session, DropReason reason, long count, Instant from, Instant to) {

  public Gap {
    if (count < 1) {
      throw new IllegalArgumentException("count must be at least 1: " + count);
    }
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("a gap from " + from + " to " + to);
    }
  }

  Gap and(Gap other) {
    return new Gap(
        session,
        reason,
        count + other.count,
        from.isBefore(other.from) ? from : other.from,
        to.isAfter(other.to) ? to : other.to);
  }
}
