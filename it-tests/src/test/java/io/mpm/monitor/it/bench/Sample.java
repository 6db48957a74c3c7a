package io.mpm.monitor.it.bench;

import java.util.List;

/** What was measured several times. */
record Sample(List<Double> values) {

  Sample {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
    values = values.stream().sorted().toList();
  }

  double median() {
    return quantile(0.5);
  }

  /** The value that this part of all is below, from 0 to 1. */
  double quantile(double part) {
    return values.get((int) Math.min(values.size() - 1, values.size() * part));
  }
}
