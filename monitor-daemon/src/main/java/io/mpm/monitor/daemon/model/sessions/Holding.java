package io.mpm.monitor.daemon.model.sessions;

import io.mpm.monitor.daemon.model.tools.CallMemory;

/**
 * What one session holds. A value.
 *
 * @param ownBytes about how much memory it takes beside its calls
 * @param callBytes about how much its calls take
 * @param oldestDiffs the age of its oldest diffs; {@link CallMemory#NOTHING} when it has none
 * @param oldestCall the age of its oldest ended call, likewise
 */
record Holding(long ownBytes, long callBytes, long oldestDiffs, long oldestCall) {

  /** Of a session that there is not. */
  static final Holding NONE = new Holding(0, 0, CallMemory.NOTHING, CallMemory.NOTHING);
}
