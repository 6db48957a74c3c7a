package io.mpm.monitor.daemon.http;

import io.mpm.monitor.daemon.access.Decision.Deny;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts who was sent away, and why. The log hears of the first and then of each hundredth, so that
 * nobody can fill it.
 */
public final class Refusals {

  private static final Logger log = LoggerFactory.getLogger(Refusals.class);
  private static final int LOG_EVERY = 100;

  /** Reasons may hold a number that the refused one chose: beyond so many, they are one. */
  private static final int MAX_REASONS = 32;

  private static final String OTHER = "other";

  private final LongAdder count = new LongAdder();
  private final Map<String, LongAdder> byReason = new ConcurrentHashMap<>();

  /** One more, for this reason. Any thread. */
  public void count(Deny deny) {
    count.increment();
    byReason.computeIfAbsent(kind(deny.reason()), reason -> new LongAdder()).increment();
    long refused = count.sum();
    if (refused % LOG_EVERY == 1) {
      log.warn(
          "Refused a request with {}: {} ({} refused since start)",
          deny.status(),
          deny.reason(),
          refused);
    }
  }

  private String kind(String reason) {
    return byReason.containsKey(reason) || byReason.size() < MAX_REASONS ? reason : OTHER;
  }

  /** How many for each reason. Any thread. */
  public Map<String, Long> byReason() {
    Map<String, Long> counts = new TreeMap<>();
    byReason.forEach((reason, refused) -> counts.put(reason, refused.sum()));
    return counts;
  }

  public long total() {
    return count.sum();
  }
}
