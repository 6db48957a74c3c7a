package io.mpm.monitor.proxy;

import io.mpm.monitor.proxy.counters.ProxyRecord;
import io.mpm.monitor.proxy.counters.Tally;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes {@code run/proxy.json} now and then, when there is something new to say. */
final class ProxyJournal {

  private static final Logger LOG = LoggerFactory.getLogger(ProxyJournal.class);
  private static final long PAUSE = Duration.ofSeconds(5).toNanos();

  private final Path file;
  private final Tally tally;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private String written = "";
  private long nextWrite;
  private long dropped;
  private boolean failing;

  ProxyJournal(Path file, Tally tally, Clock clock, LongSupplier nanoTime) {
    this.file = file;
    this.tally = tally;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.nextWrite = nanoTime.getAsLong();
  }

  /**
   * @param link what stands between us and the daemon; empty when nothing does
   */
  void writeIfDue(String link) {
    // What was dropped is nowhere else.
    if (nanoTime.getAsLong() - nextWrite >= 0 || tally.dropped() != dropped) {
      write(link);
    }
  }

  void write(String link) {
    dropped = tally.dropped();
    nextWrite = nanoTime.getAsLong() + PAUSE;
    String news = link + tally.toJson();
    if (news.equals(written)) {
      return;
    }
    try {
      ProxyRecord.write(file, clock.instant(), link, tally);
      written = news;
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        LOG.warn("the counters cannot be written; trying on", e);
      }
      failing = true;
    }
  }
}
