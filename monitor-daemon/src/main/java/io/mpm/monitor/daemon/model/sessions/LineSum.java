package io.mpm.monitor.daemon.model.sessions;

import org.jspecify.annotations.Nullable;

/**
 * How many lines several changes are together.
 *
 * @param sum of those that tell
 * @param told how many tell
 * @param untold how many do not
 */
record LineSum(int sum, int told, int untold) {

  static final LineSum NONE = new LineSum(0, 0, 0);

  /** With one more change; null when nobody knows how many lines it is. */
  LineSum and(@Nullable Integer lines) {
    return lines == null
        ? new LineSum(sum, told, untold + 1)
        : new LineSum(sum + lines, told + 1, untold);
  }

  /** Null when there are changes and none of them tells; at least so many while one does not. */
  @Nullable Integer lines() {
    return told == 0 && untold > 0 ? null : sum;
  }
}
