package io.mpm.monitor.daemon.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.access.Requirement;
import io.mpm.monitor.daemon.files.Branches;
import io.mpm.monitor.daemon.ingest.Ingest;
import io.mpm.monitor.daemon.model.sessions.SessionSnapshot;
import io.mpm.monitor.daemon.model.sessions.SessionSummary;
import io.mpm.monitor.daemon.usage.SessionUsage;
import io.mpm.monitor.daemon.usage.Usages;
import io.mpm.monitor.protocol.codec.Json;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Serves the accounts of sessions. The ingest thread gives out values and goes on; what they become
 * for the reader, and git's files, are the business of a thread of their own, {@code mpm-reader}.
 */
public final class AccountRoutes implements AutoCloseable {

  private static final String SESSIONS = "/api/v1/sessions";

  private static final String SESSION = SESSIONS + "/{id}";

  /** What the ingest thread hands over for the list of sessions. */
  private record Listed(List<SessionSummary> sessions, long forgotten) {}

  private final Ingest ingest;
  private final Usages usages;
  private final InstantSource clock;
  private final Branches branches;
  private final ExecutorService reader =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "mpm-reader"));

  /** Starts no thread before the first request. */
  public AccountRoutes(Ingest ingest, Usages usages, InstantSource clock) {
    this.ingest = ingest;
    this.usages = usages;
    this.clock = clock;
    this.branches = new Branches(clock);
  }

  List<Route> all() {
    return List.of(
        Route.get(SESSIONS, Requirement.TOKEN, call -> sessions()),
        Route.get(SESSION, Requirement.TOKEN, call -> about(call, this::summary)),
        Route.get(
            SESSION + "/tools", Requirement.TOKEN, call -> about(call, SessionSnapshot::toolsJson)),
        Route.get(SESSION + "/agents", Requirement.TOKEN, call -> about(call, this::agents)),
        Route.get(
            SESSION + "/files",
            Requirement.TOKEN,
            call -> about(call, SessionSnapshot::filesJson)));
  }

  private CompletableFuture<Answer> about(Call call, Function<SessionSnapshot, ObjectNode> part) {
    String id = call.part("id");
    return ingest
        .ask(account -> account.session(id))
        .thenApplyAsync(snapshot -> answer(snapshot, part), reader);
  }

  private CompletableFuture<Answer> sessions() {
    return ingest
        .ask(account -> new Listed(account.sessions(), account.forgotten()))
        .thenApplyAsync(listed -> Answer.json(200, sessions(listed)), reader);
  }

  private JsonNode sessions(Listed listed) {
    Instant now = clock.instant();
    ObjectNode json = Json.object().put("forgotten", listed.forgotten());
    ArrayNode sessions = json.putArray("sessions");
    listed.sessions().forEach(session -> sessions.add(summary(session, now)));
    return json;
  }

  private ObjectNode summary(SessionSnapshot snapshot) {
    return summary(snapshot.summary(), clock.instant());
  }

  private ObjectNode summary(SessionSummary session, Instant now) {
    Optional<SessionUsage> usage = usages.of(session.id());
    SessionSummary told =
        usage
            .map(SessionUsage::copiedFrom)
            .filter(origin -> !origin.isEmpty())
            .map(session::forkOf)
            .orElse(session);
    ObjectNode json = told.json(now, branches.of(session.cwd()));
    if (session.model().isEmpty()) {
      // A session without a terminal does not say in its events which one it asks.
      usage.map(SessionUsage::model).filter(m -> !m.isEmpty()).ifPresent(m -> json.put("model", m));
    }
    json.set("usage", usage.map(SessionUsage::json).orElse(null));
    return json;
  }

  private ObjectNode agents(SessionSnapshot snapshot) {
    ObjectNode json = snapshot.agentsJson();
    Optional<SessionUsage> usage = usages.of(snapshot.id());
    for (JsonNode agent : json.path("agents")) {
      String id = agent.path("id").asText();
      ((ObjectNode) agent).set("usage", usage.map(all -> all.agentJson(id)).orElse(null));
    }
    return json;
  }

  private static Answer answer(
      Optional<SessionSnapshot> snapshot, Function<SessionSnapshot, ObjectNode> part) {
    return snapshot
        .map(found -> Answer.json(200, part.apply(found)))
        .orElseGet(() -> Answer.text(404, "no such session is known"));
  }

  /** Answers no more. */
  @Override
  public void close() {
    reader.shutdownNow();
  }
}
