package io.mpm.monitor.proxy.intake;

import io.mpm.monitor.proxy.counters.DropReason;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the spool in sight and within its caps: looks for new files when there is reason to, and
 * now and then without. For the loop's thread only.
 */
public final class Intake {

  private static final Logger log = LoggerFactory.getLogger(Intake.class);

  /** Where nobody tells us that an incomplete file grew, we look this often. */
  private static final Duration UNFINISHED_POLL = Duration.ofMillis(50);

  /** So many are dropped at once, at most: they are named in one record. */
  private static final int DROPPED_AT_ONCE = 1000;

  /** Looking takes at most one part in so many of our time. */
  private static final int LOOKING_SHARE = 50;

  private final Spool spool;
  private final SpoolCaps caps;
  private final EventReader reader;
  private final WatchedTime watched;
  private final Runnable record;
  private final LongSupplier nanoTime;
  private final Duration safetyPoll;
  private boolean changed = true;
  private boolean failing;
  private boolean dropping;
  private long nextLook;

  /**
   * @param watched tells how old events are
   * @param record puts the counters where they outlive us
   * @param nanoTime a clock that nobody sets
   * @param safetyPoll how often to look without reason
   */
  public Intake(
      Spool spool,
      SpoolCaps caps,
      EventReader reader,
      WatchedTime watched,
      Runnable record,
      LongSupplier nanoTime,
      Duration safetyPoll) {
    this.spool = spool;
    this.caps = caps;
    this.reader = reader;
    this.watched = watched;
    this.record = record;
    this.nanoTime = nanoTime;
    this.safetyPoll = safetyPoll;
    this.nextLook = nanoTime.getAsLong();
  }

  /** There is reason to look. */
  public void changed() {
    changed = true;
  }

  /**
   * Looks for new files if it is time to.
   *
   * @param wanted how many files the caller would take now: as long as so many are ready, or the
   *     caller takes none, what is new can wait
   */
  public void look(int wanted) {
    boolean hungry = mayFindMore() && spool.ready().size() < wanted;
    if (hungry || nanoTime.getAsLong() - nextLook >= 0) {
      lookNow();
    }
  }

  /** Looks for new files, whether or not it is time to. */
  public void lookNow() {
    refresh();
    enforceCaps();
  }

  /** How long the caller may rest when it has nothing else to do. */
  public Duration rest() {
    if (mayFindMore() && !failing) {
      return Duration.ZERO;
    }
    Duration left = Duration.ofNanos(Math.max(0, nextLook - nanoTime.getAsLong()));
    return spool.hasUnfinished() && left.compareTo(UNFINISHED_POLL) > 0 ? UNFINISHED_POLL : left;
  }

  private boolean mayFindMore() {
    return changed || spool.behind() > 0;
  }

  private void refresh() {
    long began = nanoTime.getAsLong();
    watched.look();
    try {
      changed = spool.refresh();
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        log.warn("the spool cannot be listed; trying on", e);
      }
      failing = true;
    }
    long ended = nanoTime.getAsLong();
    nextLook = ended + Math.max(safetyPoll.toNanos(), LOOKING_SHARE * (ended - began));
    if (spool.hasUnfinished()) {
      nextLook = Math.min(nextLook, ended + UNFINISHED_POLL.toNanos());
    }
  }

  private void enforceCaps() {
    int dropped = 0;
    Optional<SpoolFile> oldest = oldest();
    while (oldest.isPresent() && dropIfOver(oldest.get())) {
      dropped++;
      if (dropped % DROPPED_AT_ONCE == 0) {
        deleteDropped();
      }
      oldest = oldest();
    }
    if (dropped % DROPPED_AT_ONCE != 0) {
      deleteDropped();
    }
  }

  private Optional<SpoolFile> oldest() {
    return spool.ready().stream().findFirst();
  }

  /** Once a file is gone nobody could count it again, so it is counted for good before that. */
  private void deleteDropped() {
    record.run();
    spool.settled().delete();
  }

  private boolean dropIfOver(SpoolFile oldest) {
    Optional<DropReason> reason =
        caps.dropOldest(
            spool.waiting() + spool.behind(),
            spool.waitingBytes() + spool.behindBytes(),
            watched.age(oldest.time()));
    reason.ifPresent(
        why -> {
          if (!dropping) {
            log.warn("the spool is over its caps ({}): the oldest events are dropped", why);
          }
          dropping = true;
          spool.drop(oldest, why, reader.session(oldest));
        });
    return reason.isPresent();
  }
}
