package io.mpm.monitor.proxy;

import io.mpm.monitor.protocol.delivery.BatchAck;
import io.mpm.monitor.protocol.delivery.BatchAck.Rejection;
import io.mpm.monitor.proxy.batch.Batcher;
import io.mpm.monitor.proxy.batch.OutgoingBatch;
import io.mpm.monitor.proxy.counters.AsideReason;
import io.mpm.monitor.proxy.counters.Tally;
import io.mpm.monitor.proxy.delivery.Courier;
import io.mpm.monitor.proxy.intake.FolderWatch;
import io.mpm.monitor.proxy.intake.Intake;
import io.mpm.monitor.proxy.intake.RestingFiles;
import io.mpm.monitor.proxy.intake.Spool;
import io.mpm.monitor.proxy.intake.SpoolFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
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
  private final Spool spool;
  private final Batcher batcher;
  private final int wanted;
  private final Courier courier;
  private final Tally tally;
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
      Spool spool,
      Batcher batcher,
      int wanted,
      Courier courier,
      Tally tally) {
    this.spoolFolder = spoolFolder;
    this.watch = watch;
    this.intake = intake;
    this.resting = resting;
    this.spool = spool;
    this.batcher = batcher;
    this.wanted = wanted;
    this.courier = courier;
    this.tally = tally;
  }

  /**
   * Does what can be done now, then rests until there is more to do, or something else asks for
   * attention; a few seconds at most.
   */
  void turn() throws InterruptedException {
    Duration rest = work();
    Set<Path> news = watch.await(rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST);
    for (Path folder : news) {
      if (folder.equals(spoolFolder)) {
        intake.changed();
        resting.ifPresent(RestingFiles::changed);
      } else {
        courier.daemonChanged();
      }
    }
  }

  @Override
  public void close() {
    resting.ifPresent(RestingFiles::close);
  }

  private Duration work() throws InterruptedException {
    intake.look(connected ? wanted : 0);
    connected = courier.connect();
    if (!connected) {
      return orResting(courier.untilNextTry());
    }
    Optional<OutgoingBatch> batch = batcher.next();
    if (batch.isEmpty()) {
      return orResting(intake.rest());
    }
    Optional<BatchAck> ack = courier.deliver(batch.get());
    if (ack.isEmpty()) {
      connected = false;
      return orResting(courier.untilNextTry());
    }
    settle(batch.get(), ack.get());
    return Duration.ZERO;
  }

  /** While nothing can be delivered there is time for what rests; and it may need more of it. */
  private Duration orResting(Duration rest) {
    if (resting.isEmpty()) {
      return rest;
    }
    resting.get().look();
    Duration untilMore = resting.get().rest();
    return untilMore.compareTo(rest) < 0 ? untilMore : rest;
  }

  private void settle(OutgoingBatch batch, BatchAck ack) {
    tally.acknowledged(ack.accepted(), ack.duplicates());
    tally.lost(batch.losses());
    Map<String, String> rejected = new HashMap<>();
    for (Rejection rejection : ack.rejections()) {
      rejected.put(rejection.id(), rejection.reason());
    }
    for (Map.Entry<String, SpoolFile> sent : batch.files().entrySet()) {
      String reason = rejected.get(sent.getKey());
      if (reason == null) {
        spool.delivered(sent.getValue());
      } else {
        spool.setAside(sent.getValue(), AsideReason.REJECTED, reason);
      }
    }
  }
}
