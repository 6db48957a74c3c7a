package io.mpm.monitor.proxy;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.ProxyRecord;
import io.mpm.monitor.protocol.redaction.Sanitizer.Sanitized;
import io.mpm.monitor.proxy.batch.BatchPolicy;
import io.mpm.monitor.proxy.batch.Batcher;
import io.mpm.monitor.proxy.batch.CounterReports;
import io.mpm.monitor.proxy.batch.DropReports;
import io.mpm.monitor.proxy.batch.Envelope;
import io.mpm.monitor.proxy.batch.Suspicion;
import io.mpm.monitor.proxy.counters.Gaps;
import io.mpm.monitor.proxy.counters.Tally;
import io.mpm.monitor.proxy.delivery.Courier;
import io.mpm.monitor.proxy.delivery.DaemonLink;
import io.mpm.monitor.proxy.delivery.SocketIoLink;
import io.mpm.monitor.proxy.intake.Aside;
import io.mpm.monitor.proxy.intake.EventReader;
import io.mpm.monitor.proxy.intake.FolderWatch;
import io.mpm.monitor.proxy.intake.Intake;
import io.mpm.monitor.proxy.intake.Remains;
import io.mpm.monitor.proxy.intake.RestingFiles;
import io.mpm.monitor.proxy.intake.Spool;
import io.mpm.monitor.proxy.intake.SpoolFolder;
import io.mpm.monitor.proxy.intake.SpoolOrder;
import io.mpm.monitor.proxy.intake.WatchedTime;
import io.mpm.monitor.proxy.lifecycle.ConfigStamp;
import io.mpm.monitor.proxy.lifecycle.Expiration;
import io.mpm.monitor.proxy.lifecycle.SoleProxy;
import io.mpm.monitor.proxy.lifecycle.Successor;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** How the rooms of the proxy fit together. */
record ProxyAssembly(
    MonitorHome home, ProxyConfiguration configuration, Clock clock, LongSupplier nanoTime) {

  /** Another environment may have better settings, and only hooks know theirs. */
  private static final Duration WITH_FAULTY_SETTINGS = Duration.ofMinutes(10);

  ProxyLife.Components assemble(SoleProxy sole) throws IOException {
    ProxyRecord earlier = ProxyRecord.read(home);
    Tally tally = new Tally(Gaps.of(earlier.gaps()));
    SpoolFolder folder = new SpoolFolder(home.spool());
    EventReader reader = new EventReader(folder, settings().reading(), sanitizer());
    Spool spool = spool(folder, tally);
    spool.settled().inherit(earlier.settled());
    WatchedTime watched =
        new WatchedTime(earlier.watched(), settings().caps().age(), clock, nanoTime);
    DaemonLink link = new SocketIoLink(settings().answerTimeout(), nanoTime);
    Courier courier =
        new Courier(configuration.daemon(), link, settings().breaker(), tally, nanoTime);
    ProxyJournal journal = new ProxyJournal(home, tally, courier, spool, watched, clock, nanoTime);
    FolderWatch watch = FolderWatch.of(home.spool(), home.run());
    ProxyLoop loop =
        new ProxyLoop(
            home.spool(),
            watch,
            intake(spool, reader, watched, journal),
            resting(folder, reader, spool, tally),
            delivery(spool, reader, courier, tally, journal),
            settings().batch().events());
    return new ProxyLife.Components(
        loop, watch, link, spool, tally, journal, sole, () -> successor(sole), expiration());
  }

  private ProxySettings settings() {
    return configuration.settings();
  }

  private Spool spool(SpoolFolder folder, Tally tally) {
    Optional<Remains> remains =
        settings()
            .sanitizer()
            .map(sanitizer -> new Remains(settings().reading(), sanitizer::sanitize));
    Aside aside = new Aside(home.aside(), settings().aside(), remains, tally);
    return new Spool(
        folder, SpoolOrder.ofThisMachine(), aside, settings().settle(), tally, nanoTime);
  }

  private Intake intake(
      Spool spool, EventReader reader, WatchedTime watched, ProxyJournal journal) {
    return new Intake(
        spool,
        settings().caps(),
        reader,
        watched,
        journal::write,
        nanoTime,
        settings().safetyPoll());
  }

  /** Where events stay whole, they stay so on the disk. */
  private Optional<RestingFiles> resting(
      SpoolFolder folder, EventReader reader, Spool spool, Tally tally) {
    return settings()
        .sanitizer()
        .map(sanitizer -> new RestingFiles(folder, reader, spool, tally, clock, nanoTime));
  }

  private Delivery delivery(
      Spool spool, EventReader reader, Courier courier, Tally tally, ProxyJournal journal) {
    BatchPolicy batch = settings().batch();
    Envelope envelope = new Envelope(UUID.randomUUID().toString(), tally);
    return new Delivery(
        courier,
        new Batcher(envelope, batch, reader, spool),
        new DropReports(envelope, batch, tally.gaps()),
        new CounterReports(envelope, nanoTime),
        new Suspicion(batch.events()),
        spool,
        tally,
        journal);
  }

  private Function<JsonNode, Sanitized> sanitizer() {
    return settings()
        .sanitizer()
        .<Function<JsonNode, Sanitized>>map(sanitizer -> sanitizer::sanitize)
        .orElse(Sanitized::untouched);
  }

  private Expiration expiration() {
    Expiration always =
        Expiration.any(
            Expiration.homeGone(),
            Expiration.replaced(),
            Expiration.all(Expiration.idleFor(settings().idle()), Expiration.spoolEmpty()));
    return configuration.faulty().isPresent()
        ? Expiration.any(always, Expiration.livedFor(WITH_FAULTY_SETTINGS))
        : always;
  }

  private Optional<Successor> successor(SoleProxy sole) {
    return sole.successor().or(() -> configuration.faulty().flatMap(ConfigStamp::successor));
  }
}
