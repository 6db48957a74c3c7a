package io.mpm.monitor.proxy;

import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.ProxyRecord;
import io.mpm.monitor.proxy.counters.Tally;
import io.mpm.monitor.proxy.delivery.Courier;
import io.mpm.monitor.proxy.intake.Spool;
import io.mpm.monitor.proxy.intake.WatchedTime;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes {@code run/proxy.json} when there is something new to say. For the loop's thread only. */
final class ProxyJournal {

  private static final Logger log = LoggerFactory.getLogger(ProxyJournal.class);

  /** Counters may be that old. */
  private static final long PAUSE = Duration.ofSeconds(5).toNanos();

  /** The time that we have watched is always new. */
  private static final long LONG_PAUSE = Duration.ofMinutes(10).toNanos();

  private final MonitorHome home;
  private final Tally tally;
  private final Courier courier;
  private final Spool spool;
  private final WatchedTime watched;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private String written = "";
  private String obstacle = "";
  private long droppedThen;
  private long lastWrite;
  private long lastLook;
  private boolean failing;

  ProxyJournal(
      MonitorHome home,
      Tally tally,
      Courier courier,
      Spool spool,
      WatchedTime watched,
      Clock clock,
      LongSupplier nanoTime) {
    this.home = home;
    this.tally = tally;
    this.courier = courier;
    this.spool = spool;
    this.watched = watched;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.lastWrite = nanoTime.getAsLong() - LONG_PAUSE;
    this.lastLook = nanoTime.getAsLong() - PAUSE;
  }

  /** To be called after every turn. */
  void writeIfDue() {
    long now = nanoTime.getAsLong();
    boolean otherWay = !courier.obstacle().equals(obstacle);
    // What was dropped is nowhere else.
    boolean dropped = tally.dropped() != droppedThen;
    if (now - lastWrite >= LONG_PAUSE) {
      write();
    } else if (otherWay || dropped || now - lastLook >= PAUSE) {
      lastLook = now;
      if (!news().equals(written)) {
        write();
      }
    }
  }

  /** Writes it now: what was counted until now outlives whatever happens next. */
  void write() {
    lastLook = nanoTime.getAsLong();
    lastWrite = lastLook;
    obstacle = courier.obstacle();
    droppedThen = tally.dropped();
    Instant now = clock.instant();
    try {
      ProxyRecord record =
          new ProxyRecord(
              Optional.of(now),
              courier.state(now),
              tally.toJson(),
              tally.gaps().toJson(),
              spool.settled().undeleted(),
              watched.toJson());
      record.write(home);
      written = news();
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        log.warn("the counters cannot be written; trying on", e);
      }
      failing = true;
    }
  }

  private String news() {
    return courier.obstacle()
        + Json.text(tally.toJson())
        + tally.gaps().count()
        + spool.settled().undeleted();
  }
}
