package io.mpm.monitor.proxy.delivery;

import io.mpm.monitor.protocol.delivery.BatchAck;
import io.mpm.monitor.protocol.delivery.BatchAck.Rejection;
import io.mpm.monitor.protocol.home.LinkState;
import io.mpm.monitor.proxy.counters.Tally;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings batches to the daemon: finds it, connects, sends, and checks its answers. Tries nothing
 * while there is no daemon, and little while it fails. Says once when that begins and when it ends.
 * For the loop's thread only.
 */
public final class Courier {

  private static final Logger log = LoggerFactory.getLogger(Courier.class);

  /** Where nobody tells us that a daemon came, we look this often. */
  private static final Duration DAEMON_POLL = Duration.ofSeconds(5);

  private final DaemonFinder finder;
  private final DaemonLink link;
  private final DeliveryBreaker breaker;
  private final Tally tally;
  private final LongSupplier nanoTime;
  private final String absence;
  private String obstacle = "";
  private long since;

  public Courier(
      DaemonFinder finder,
      DaemonLink link,
      BreakerSettings settings,
      Tally tally,
      LongSupplier nanoTime) {
    this.finder = finder;
    this.absence = finder.absence();
    this.link = link;
    this.tally = tally;
    this.nanoTime = nanoTime;
    this.since = nanoTime.getAsLong();
    this.breaker = new DeliveryBreaker(settings, nanoTime, tally::breakerChanged);
  }

  /** What stands between us and the daemon, in words for the user; empty when nothing does. */
  public String obstacle() {
    return obstacle;
  }

  /** All that there is to say about the way to the daemon, {@code now}. */
  public LinkState state(Instant now) {
    boolean waits = !obstacle.isEmpty() && !obstacle.equals(absence);
    return new LinkState(
        obstacle,
        Optional.of(now.minusNanos(nanoTime.getAsLong() - since)),
        breaker.state(),
        waits ? Optional.of(now.plus(breaker.untilNextTry())) : Optional.empty());
  }

  /** The daemon may have come, gone or changed; if it did, what we knew of it is worth nothing. */
  public void lookForDaemon() {
    if (!finder.changed()) {
      return;
    }
    breaker.wakeUp();
    // Without an event to bring nobody would find out, and all would be told for hours of a daemon
    // that is not there.
    if (obstacle.equals(absence) && find().isPresent()) {
      obstacle = "";
      since = nanoTime.getAsLong();
      log.info("a daemon runs");
    }
  }

  /**
   * How long until the next try makes sense: zero when it may be now, long when there is no daemon
   * and only {@link #lookForDaemon()} can help.
   */
  public Duration untilNextTry() {
    return obstacle.equals(absence) ? DAEMON_POLL : breaker.untilNextTry();
  }

  /**
   * Connects when we are not connected, so that the next batch goes at once.
   *
   * @return whether we are
   */
  public boolean connect() throws InterruptedException {
    if (link.isOpen()) {
      return true;
    }
    Optional<DaemonAddress> daemon = find();
    if (daemon.isEmpty()) {
      meet(absence);
      return false;
    }
    if (!breaker.tryAcquire()) {
      return false;
    }
    Connection outcome = link.connect(daemon.get());
    if (outcome instanceof Connection.Open) {
      // That it lets us in does not show that it takes batches.
      breaker.giveBack();
      return true;
    }
    fail(describe(outcome));
    return false;
  }

  /**
   * Sends a batch, after {@link #connect()} said yes.
   *
   * @param ids those of its events
   * @return the daemon's word on each of its events; empty when there is none that can be trusted,
   *     and the same events must go again
   */
  public Optional<BatchAck> deliver(String batch, Set<String> ids) throws InterruptedException {
    if (!breaker.tryAcquire()) {
      return Optional.empty();
    }
    PublishOutcome outcome = link.publish(batch);
    if (outcome instanceof PublishOutcome.Acknowledged acknowledged) {
      if (fits(acknowledged.ack(), ids)) {
        breaker.succeeded();
        meet("");
        return Optional.of(acknowledged.ack());
      }
      fail("the daemon acknowledged something else than was sent");
    } else if (outcome instanceof PublishOutcome.Unanswered unanswered) {
      fail(unanswered.reason());
    }
    return Optional.empty();
  }

  /** Every event must be accounted for, and nothing be rejected that was not sent. */
  private static boolean fits(BatchAck ack, Set<String> ids) {
    Set<String> rejected = new HashSet<>();
    for (Rejection rejection : ack.rejections()) {
      rejected.add(rejection.id());
    }
    return ack.total() == ids.size()
        && rejected.size() == ack.rejections().size()
        && ids.containsAll(rejected);
  }

  private Optional<DaemonAddress> find() {
    try {
      return finder.find();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** A link that failed is not used again: what comes late over it would be about old batches. */
  private void fail(String reason) {
    tally.failed();
    breaker.failed(reason);
    meet(reason);
    link.disconnect();
  }

  private void meet(String next) {
    if (next.equals(obstacle)) {
      return;
    }
    if (next.isEmpty() != obstacle.isEmpty() || next.equals(absence)) {
      since = nanoTime.getAsLong();
    }
    boolean same = !next.isEmpty() && !obstacle.isEmpty();
    obstacle = next;
    if (next.isEmpty()) {
      log.info("events flow to the daemon");
    } else if (!same) {
      log.info("events wait: {}", next);
    }
  }

  private static String describe(Connection outcome) {
    if (outcome instanceof Connection.WrongToken wrong) {
      return "the daemon refuses our token: " + wrong.message();
    }
    if (outcome instanceof Connection.UnsupportedVersion unsupported) {
      return "the daemon does not speak our version: " + unsupported.message();
    }
    return outcome instanceof Connection.Unreachable unreachable
        ? "the daemon cannot be reached: " + unreachable.reason()
        : "";
  }
}
