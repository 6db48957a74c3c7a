package io.mpm.monitor.proxy;

import io.mpm.monitor.proxy.intake.FolderWatch;
import io.mpm.monitor.proxy.intake.Intake;
import io.mpm.monitor.proxy.intake.RestingFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What the proxy does all its life: look what came, bring it to the daemon, forget it. One batch at
 * a time, on one thread; nothing here is touched by another.
 */
final class ProxyLoop implements AutoCloseable {

  /** The caller has things to look after, too. */
  private static final Duration LONGEST_REST = Duration.ofSeconds(5);

  private final Path spoolFolder;
  private final FolderWatch watch;
  private final Intake intake;
  private final Optional<RestingFiles> resting;
  private final Delivery delivery;
  private final int wanted;
  private boolean connected;

  /**
   * @param spoolFolder one of the folders that {@code watch} watches; the others tell of the daemon
   * @param wanted how many events a batch can hold
   */
  ProxyLoop(
      Path spoolFolder,
      FolderWatch watch,
      Intake intake,
      Optional<RestingFiles> resting,
      Delivery delivery,
      int wanted) {
    this.spoolFolder = spoolFolder;
    this.watch = watch;
    this.intake = intake;
    this.resting = resting;
    this.delivery = delivery;
    this.wanted = wanted;
  }

  /**
   * Does what can be done now, then rests until there is more to do, or something else asks for
   * attention; a few seconds at most.
   *
   * @return whether something happened in another folder than the spool
   */
  boolean turn() throws InterruptedException {
    Duration rest = work();
    Set<Path> news = watch.await(shorter(rest, LONGEST_REST));
    boolean spooled = news.contains(spoolFolder);
    boolean elsewhere = news.size() > (spooled ? 1 : 0);
    if (spooled) {
      intake.changed();
      resting.ifPresent(RestingFiles::changed);
    }
    if (elsewhere) {
      delivery.lookForDaemon();
    }
    return elsewhere;
  }

  /** Looks what came, whether or not there is reason to. */
  void look() {
    intake.lookNow();
  }

  /** What waits now may wait for long. */
  void leave() {
    resting.ifPresent(RestingFiles::lookForTheLastTime);
  }

  @Override
  public void close() {
    resting.ifPresent(RestingFiles::close);
  }

  private Duration work() throws InterruptedException {
    intake.look(connected ? wanted : 0);
    connected = delivery.connect();
    if (!connected) {
      return orResting(delivery.untilNextTry());
    }
    return switch (delivery.step()) {
      case SENT -> Duration.ZERO;
      case NOTHING_TO_SEND -> orResting(shorter(intake.rest(), delivery.untilReport()));
      case FAILED -> {
        connected = false;
        yield orResting(delivery.untilNextTry());
      }
    };
  }

  /** While nothing can be delivered there is time for what rests; and it may need more of it. */
  private Duration orResting(Duration rest) {
    if (resting.isEmpty()) {
      return rest;
    }
    resting.get().look();
    return shorter(resting.get().rest(), rest);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
