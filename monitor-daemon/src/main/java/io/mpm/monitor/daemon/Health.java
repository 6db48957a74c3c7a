package io.mpm.monitor.daemon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.http.Refusals;
import io.mpm.monitor.daemon.hub.Hub;
import io.mpm.monitor.daemon.ingest.Ingest;
import io.mpm.monitor.daemon.ingest.IngestCounters;
import io.mpm.monitor.daemon.store.EventStore;
import io.mpm.monitor.protocol.Protocol;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.home.ProgramVersion;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.IntSupplier;

/**
 * What anyone on this machine may know of the daemon: that it is well, and how much it does. Any
 * thread.
 */
final class Health {

  private final int port;
  private final InstantSource clock;
  private final Instant started;
  private final Ingest ingest;
  private final EventStore store;
  private final IntSupplier clients;
  private final Refusals refusals;

  Health(
      int port,
      InstantSource clock,
      Ingest ingest,
      EventStore store,
      IntSupplier clients,
      Refusals refusals) {
    this.port = port;
    this.clock = clock;
    this.started = clock.instant();
    this.ingest = ingest;
    this.store = store;
    this.clients = clients;
    this.refusals = refusals;
  }

  ObjectNode report() {
    Instant now = clock.instant();
    IngestCounters counters = ingest.counters();
    ObjectNode report =
        Json.object()
            // A daemon that keeps nothing new still answers, and must not be taken for well.
            .put("status", store.isFailing() ? "degraded" : "healthy")
            .put("server", "mpm-monitord")
            .put("version", ProgramVersion.textOf(Health.class))
            // Under this name claude-mpm's clients look for it.
            .put("server_version", ProgramVersion.textOf(Health.class))
            .put("protocol", Protocol.VERSION)
            .put("timestamp", now.toString())
            .put("host", Hub.HOST)
            .put("port", port)
            .put("pid", ProcessHandle.current().pid())
            .put("uptime_seconds", Duration.between(started, now).toSeconds())
            .put("clients_connected", clients.getAsInt())
            .put("events_received", counters.received())
            .put("events_stored", counters.stored())
            .put("events_duplicate", counters.duplicates())
            .put("events_rejected", counters.rejected())
            .put("events_held", store.size())
            .put("requests_refused", refusals.total());
    report.set("proxies", ingest.reports().toJson());
    return report;
  }
}
