package io.mpm.monitor.daemon.model;

import java.time.Instant;

/**
 * Which times an event may have: those of the years 1970 to 9999. No clock of a machine is set to
 * others, many languages cannot read them, and between some of them lie more milliseconds than a
 * number can hold.
 */
public final class EventTime {

  /** What is wrong with an event that has another. */
  public static final String NOT_USABLE = "timestamp is not in the years 1970 to 9999";

  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private EventTime() {}

  public static boolean isUsable(Instant time) {
    return !time.isBefore(Instant.EPOCH) && !time.isAfter(LAST);
  }
}
