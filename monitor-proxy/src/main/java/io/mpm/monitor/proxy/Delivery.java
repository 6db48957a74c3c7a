package io.mpm.monitor.proxy;

import io.mpm.monitor.protocol.delivery.BatchAck;
import io.mpm.monitor.protocol.delivery.BatchAck.Rejection;
import io.mpm.monitor.proxy.batch.Batcher;
import io.mpm.monitor.proxy.batch.CounterReports;
import io.mpm.monitor.proxy.batch.DropReports;
import io.mpm.monitor.proxy.batch.DropReports.Reports;
import io.mpm.monitor.proxy.batch.OutgoingBatch;
import io.mpm.monitor.proxy.batch.Suspicion;
import io.mpm.monitor.proxy.counters.AsideReason;
import io.mpm.monitor.proxy.counters.Tally;
import io.mpm.monitor.proxy.delivery.Courier;
import io.mpm.monitor.proxy.intake.Spool;
import io.mpm.monitor.proxy.intake.SpoolFile;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what goes to the daemon next, and settles what it answers: first which events were
 * dropped, then the oldest that wait, then our counters. For the loop's thread only.
 */
final class Delivery {

  /** What one step came to. */
  enum Step {
    SENT,
    NOTHING_TO_SEND,
    FAILED
  }

  private final Courier courier;
  private final Batcher batcher;
  private final DropReports drops;
  private final CounterReports counters;
  private final Suspicion suspicion;
  private final Spool spool;
  private final Tally tally;
  private final ProxyJournal journal;

  Delivery(
      Courier courier,
      Batcher batcher,
      DropReports drops,
      CounterReports counters,
      Suspicion suspicion,
      Spool spool,
      Tally tally,
      ProxyJournal journal) {
    this.courier = courier;
    this.batcher = batcher;
    this.drops = drops;
    this.counters = counters;
    this.suspicion = suspicion;
    this.spool = spool;
    this.tally = tally;
    this.journal = journal;
  }

  /** Whether a step makes sense now. */
  boolean connect() throws InterruptedException {
    return courier.connect();
  }

  /** How long until {@link #connect()} may succeed. */
  Duration untilNextTry() {
    return courier.untilNextTry();
  }

  /** How long until there may be something to send that comes from no file. */
  Duration untilReport() {
    return counters.untilNext();
  }

  void lookForDaemon() {
    courier.lookForDaemon();
  }

  /** Sends one batch, if there is one, and waits for the answer. */
  Step step() throws InterruptedException {
    if (tally.gaps().announce()) {
      // Who comes after us must send the same, or the daemon counts it twice.
      journal.write();
    }
    Reports reports = drops.next();
    if (!reports.isEmpty()) {
      return tell(reports);
    }
    Optional<OutgoingBatch> batch = batcher.next(suspicion.limit(), suspicion.behind());
    if (batch.isEmpty() && suspicion.behind().isPresent()) {
      suspicion.nobodyElse();
      batch = batcher.next(suspicion.limit(), suspicion.behind());
    }
    return batch.isPresent() ? send(batch.get()) : report();
  }

  /** A daemon that refuses to be told has been told. */
  private Step tell(Reports reports) throws InterruptedException {
    if (courier.deliver(reports.text(), reports.ids()).isEmpty()) {
      return Step.FAILED;
    }
    tally.gaps().told(reports.ids());
    journal.write();
    return Step.SENT;
  }

  private Step report() throws InterruptedException {
    Optional<String> report = counters.next();
    if (report.isEmpty()) {
      return Step.NOTHING_TO_SEND;
    }
    if (courier.deliver(report.get(), Set.of()).isEmpty()) {
      return Step.FAILED;
    }
    counters.told(report.get());
    return Step.NOTHING_TO_SEND;
  }

  private Step send(OutgoingBatch batch) throws InterruptedException {
    Optional<BatchAck> ack = courier.deliver(batch.text(), batch.files().keySet());
    SpoolFile first = batch.files().values().iterator().next();
    if (ack.isEmpty()) {
      if (suspicion.unanswered(first, batch.size())) {
        spool.setAside(first, AsideReason.UNANSWERED, "refused by time-out");
      }
      return Step.FAILED;
    }
    suspicion.answered(first);
    settle(batch, ack.get());
    counters.noQuiet();
    return Step.SENT;
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
