package io.mpm.monitor.daemon.hub;

import io.mpm.monitor.daemon.metrics.Repeated;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what no honest client sends. The log hears of some, and never of the content. */
final class BadPackets {

  private static final Logger log = LoggerFactory.getLogger(BadPackets.class);

  private final Repeated packets = new Repeated();

  void count(String what) {
    packets.count(
        seen -> log.warn("Closed a client that sent {} ({} such packets since start)", what, seen));
  }

  long total() {
    return packets.total();
  }
}
