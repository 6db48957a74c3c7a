package io.mpm.monitor.daemon.doctor;

import java.util.Arrays;

/** How measurements are spread: the middle one, and one that 19 of 20 do not exceed. */
record Spread(double median, double p95) {

  static Spread of(double[] measured) {
    if (measured.length == 0) {
      throw new IllegalArgumentException("nothing was measured");
    }
    double[] sorted = measured.clone();
    Arrays.sort(sorted);
    return new Spread(sorted[sorted.length / 2], sorted[(int) Math.ceil(sorted.length * 0.95) - 1]);
  }
}
