package io.mpm.monitor.daemon;

import io.mpm.monitor.daemon.http.Refusals;
import io.mpm.monitor.daemon.hub.Hub;
import io.mpm.monitor.daemon.hub.HubFigures;
import io.mpm.monitor.daemon.ingest.Ingest;
import io.mpm.monitor.daemon.ingest.IngestCounters;
import io.mpm.monitor.daemon.metrics.Figure;
import io.mpm.monitor.daemon.metrics.Figures;
import io.mpm.monitor.daemon.metrics.ProcessMemory;
import io.mpm.monitor.daemon.store.EventStore;
import io.mpm.monitor.daemon.store.LetGo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The one list of what the daemon measures. Everything is counted where it happens and only read
 * here. Any thread; looks at the disk.
 */
final class DaemonFigures {

  private final Ingest ingest;
  private final EventStore store;
  private final Hub hub;
  private final Refusals refusals;

  DaemonFigures(Ingest ingest, EventStore store, Hub hub, Refusals refusals) {
    this.ingest = ingest;
    this.store = store;
    this.hub = hub;
    this.refusals = refusals;
  }

  Figures now() {
    List<Figure> figures = new ArrayList<>();
    addEvents(figures);
    addStore(figures);
    addClients(figures);
    addMemory(figures);
    refusals
        .byReason()
        .forEach(
            (reason, count) ->
                figures.add(
                    Figure.counter("requests.refused", "Requests that were sent away", count)
                        .with("reason", reason)));
    ingest
        .reports()
        .read(
            (producer, counter, value) ->
                figures.add(
                    Figure.gauge("producer.counter", "What a producer counts of its own", value)
                        .with("producer", producer)
                        .with("counter", counter)));
    return new Figures(
        figures,
        Map.of(
            "hook_to_store",
            ingest.hookToStore().snapshot(),
            "store_to_client",
            hub.storeToClient().snapshot()));
  }

  private void addEvents(List<Figure> to) {
    IngestCounters counters = ingest.counters();
    to.add(
        Figure.counter(
            "events.received",
            "Events that came: those stored, duplicate and rejected",
            counters.received()));
    to.add(Figure.counter("events.stored", "Events numbered and kept", counters.stored()));
    to.add(Figure.counter("events.duplicate", "Events known by their id", counters.duplicates()));
    to.add(
        Figure.counter(
            "events.rejected", "What was no event, or could not be taken in", counters.rejected()));
  }

  private void addStore(List<Figure> to) {
    to.add(Figure.gauge("store.events", "Events held now", store.size()));
    to.add(Figure.gauge("store.newest", "The number of the newest event", store.newest()));
    LetGo letGo = store.letGo();
    to.add(trimmed("age", letGo.forAge()));
    to.add(trimmed("room", letGo.forRoom()));
    to.add(Figure.gauge("store.memory.bytes", "Events in memory", store.memoryBytes()));
    to.add(Figure.gauge("store.disk.bytes", "The history's file", store.diskBytes()));
    to.add(
        Figure.counter(
            "store.lost",
            "Times that the history's file was removed or replaced while it was in use",
            store.losses()));
    to.add(
        Figure.gauge(
            "store.failing", "1 while the disk takes no events", store.isFailing() ? 1 : 0));
  }

  private static Figure trimmed(String reason, long events) {
    return Figure.counter("store.trimmed", "Events let go, the oldest first", events)
        .with("reason", reason);
  }

  private void addClients(List<Figure> to) {
    HubFigures now = hub.figures();
    to.add(Figure.gauge("clients.connected", "Clients that have shown the token", now.clients()));
    to.add(Figure.gauge("connections.open", "Connections, requests included", now.connections()));
    to.add(
        Figure.gauge(
            "clients.lag.events", "How far the slowest client is behind", now.lagEvents()));
    to.add(
        Figure.gauge(
            "clients.outbox.bytes", "Written, and not taken by sockets", now.outboxBytes()));
    to.add(Figure.counter("clients.gaps", "Gaps told to clients", now.gaps()));
    to.add(
        Figure.counter(
            "clients.missed.events", "Events in gaps of known size", now.missedEvents()));
    to.add(
        Figure.counter("clients.stalled", "Clients closed for not reading", now.stalledClients()));
    to.add(
        Figure.counter(
            "clients.failed", "Clients closed for an error of ours", now.failedClients()));
    to.add(
        Figure.counter(
            "packets.malformed",
            "Packets that no honest client sends, and connections too many",
            now.badPackets()));
    to.add(
        Figure.gauge(
            "memory.direct.bytes", "Buffers outside the heap, in whole chunks", now.directBytes()));
  }

  private static void addMemory(List<Figure> to) {
    Runtime java = Runtime.getRuntime();
    to.add(
        Figure.gauge(
            "memory.heap.used.bytes",
            "Java heap in use, garbage included",
            java.totalMemory() - java.freeMemory()));
    to.add(
        Figure.gauge(
            "memory.heap.committed.bytes", "Java heap taken from the system", java.totalMemory()));
    to.add(Figure.gauge("memory.heap.max.bytes", "What the heap may become", java.maxMemory()));
    ProcessMemory.residentBytes()
        .ifPresent(
            bytes ->
                to.add(
                    Figure.gauge("memory.resident.bytes", "Memory of the whole process", bytes)));
  }
}
