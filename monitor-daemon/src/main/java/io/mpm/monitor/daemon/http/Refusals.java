package io.mpm.monitor.daemon.http;

import io.mpm.monitor.daemon.access.Decision.Deny;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts who was sent away. The log hears of the first and then of each hundredth, so that nobody
 * can fill it.
 */
public final class Refusals {

  private static final Logger log = LoggerFactory.getLogger(Refusals.class);
  private static final int LOG_EVERY = 100;

  private final LongAdder count = new LongAdder();

  /** One more, for this reason. Any thread. */
  public void count(Deny deny) {
    count.increment();
    long refused = count.sum();
    if (refused % LOG_EVERY == 1) {
      log.warn(
          "Refused a request with {}: {} ({} refused since start)",
          deny.status(),
          deny.reason(),
          refused);
    }
  }

  public long total() {
    return count.sum();
  }
}
