package io.mpm.monitor.daemon.http;

import io.mpm.monitor.daemon.access.Requirement;
import io.mpm.monitor.daemon.ingest.Ingest;
import io.mpm.monitor.daemon.store.EventQuery;
import io.mpm.monitor.daemon.store.EventStore;
import io.mpm.monitor.daemon.usage.Usages;
import io.mpm.monitor.protocol.codec.Json;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** {@code /api/v1/sessions/{id}}: takes a session home, or forgets it. */
final class SessionRoutes {

  private final Ingest ingest;
  private final EventStore store;
  private final Usages usages;
  private final Executor offLoop;

  SessionRoutes(Ingest ingest, EventStore store, Usages usages, Executor offLoop) {
    this.ingest = ingest;
    this.store = store;
    this.usages = usages;
    this.offLoop = offLoop;
  }

  List<Route> all() {
    return List.of(
        Route.get("/api/v1/sessions/{id}/export", Requirement.TOKEN, this::export),
        Route.delete("/api/v1/sessions/{id}", Requirement.TOKEN, this::forget));
  }

  private CompletableFuture<Answer> export(Call call) {
    String session = call.part("id");
    return CompletableFuture.supplyAsync(
        () ->
            store.find(EventQuery.ofSession(session, 0, 1)).events().isEmpty()
                ? Answer.text(404, "no event of that session is held")
                : Answer.download(
                    fileName(session),
                    resume -> new SessionExport(store, usages, session, offLoop, resume)),
        offLoop);
  }

  private static String fileName(String session) {
    String plain = session.replaceAll("[^A-Za-z0-9-]", "_");
    return "session-" + plain.substring(0, Math.min(plain.length(), 80)) + ".ndjson";
  }

  private CompletableFuture<Answer> forget(Call call) {
    String session = call.part("id");
    return ingest
        .forget(session)
        .thenApplyAsync(
            forgotten -> {
              usages.forget(session);
              return Answer.json(
                  200, Json.object().put("session_id", session).put("forgotten", forgotten));
            },
            offLoop);
  }
}
