package io.mpm.monitor.daemon.hub;

import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what no honest client sends. The log hears of the first and then of each hundredth, and
 * never of the content.
 */
final class BadPackets {

  private static final Logger log = LoggerFactory.getLogger(BadPackets.class);
  private static final int LOG_EVERY = 100;

  private final LongAdder count = new LongAdder();

  void count(String what) {
    count.increment();
    long seen = count.sum();
    if (seen % LOG_EVERY == 1) {
      log.warn("Closed a client that sent {} ({} such packets since start)", what, seen);
    }
  }

  long total() {
    return count.sum();
  }
}
