package io.mpm.monitor.proxy.intake;

import io.mpm.monitor.proxy.limits.Range;

/**
 * How much is kept of what was set aside.
 *
 * @param files how many
 * @param bytes and how much together
 */
public record AsideLimits(int files, long bytes) {

  public AsideLimits {
    Range.check("files set aside", files, 1, 100_000);
    Range.check("bytes set aside", bytes, 1 << 10, 1L << 40);
  }

  /** 1000 files, 64 MB. */
  public static AsideLimits defaults() {
    return new AsideLimits(1000, 64L << 20);
  }
}
