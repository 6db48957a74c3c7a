package io.mpm.monitor.daemon.http;

import io.mpm.monitor.daemon.access.Decision.Deny;
import io.mpm.monitor.daemon.metrics.Repeated;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts who was sent away, and why. The log hears of some. */
public final class Refusals {

  private static final Logger log = LoggerFactory.getLogger(Refusals.class);

  /** Reasons may hold a number that the refused one chose: beyond so many, they are one. */
  private static final int MAX_REASONS = 32;

  private static final String OTHER = "other";

  private final Repeated refused = new Repeated();
  private final Map<String, LongAdder> byReason = new ConcurrentHashMap<>();

  /** One more, for this reason. Any thread. */
  public void count(Deny deny) {
    byReason.computeIfAbsent(kind(deny.reason()), reason -> new LongAdder()).increment();
    refused.count(
        seen ->
            log.warn(
                "Refused a request with {}: {} ({} refused since start)",
                deny.status(),
                deny.reason(),
                seen));
  }

  private String kind(String reason) {
    return byReason.containsKey(reason) || byReason.size() < MAX_REASONS ? reason : OTHER;
  }

  /** How many for each reason. Any thread. */
  public Map<String, Long> byReason() {
    Map<String, Long> counts = new TreeMap<>();
    byReason.forEach((reason, count) -> counts.put(reason, count.sum()));
    return counts;
  }

  public long total() {
    return refused.total();
  }
}
