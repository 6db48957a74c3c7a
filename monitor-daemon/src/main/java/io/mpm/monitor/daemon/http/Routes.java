package io.mpm.monitor.daemon.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.access.Requirement;
import io.mpm.monitor.daemon.files.FileRequests;
import io.mpm.monitor.daemon.ingest.Ingest;
import io.mpm.monitor.daemon.store.EventStore;
import io.mpm.monitor.daemon.usage.Usages;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.TooManyValuesException;
import io.mpm.monitor.protocol.delivery.BatchAck;
import io.mpm.monitor.protocol.settings.InvalidSettingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** What can be asked for by HTTP, beside the page's files and Socket.IO. */
public final class Routes {

  private static final String HOOKS = "/hooks";

  private final Supplier<JsonNode> health;
  private final Ingest ingest;
  private final EventStore store;
  private final Executor offLoop;
  private final Owner owner;
  private final List<Route> all = new ArrayList<>();

  /**
   * The routes over these parts of a daemon.
   *
   * @param health what {@code /health} says; nothing private
   * @param offLoop runs what waits for a disk or a program
   * @param owner told when an admin asks the daemon to end or to read its settings again
   */
  public Routes(
      Supplier<JsonNode> health,
      Ingest ingest,
      EventStore store,
      AccountRoutes accounts,
      FileRequests files,
      Usages usages,
      FigureRoutes figures,
      Executor offLoop,
      Owner owner) {
    this.health = health;
    this.ingest = ingest;
    this.store = store;
    this.offLoop = offLoop;
    this.owner = owner;
    all.add(Route.get("/health", Requirement.OPEN, this::health));
    all.add(Route.get("/status", Requirement.OPEN, this::health));
    all.add(Route.get("/version", Requirement.TOKEN, this::version));
    all.add(Route.post(HOOKS, Requirement.PRODUCER, this::hook).andBelow());
    all.add(Route.post("/api/v1/shutdown", Requirement.TOKEN, this::shutdown));
    all.add(Route.post("/api/v1/reload", Requirement.TOKEN, this::reload));
    all.addAll(new EventRoutes(ingest, store, offLoop).all());
    all.addAll(accounts.all());
    all.addAll(new SessionRoutes(ingest, store, usages, offLoop).all());
    all.addAll(new FileRoutes(files).all());
    all.addAll(figures.all());
  }

  List<Route> all() {
    return List.copyOf(all);
  }

  private CompletableFuture<Answer> health(Call call) {
    return now(Answer.json(200, health.get()));
  }

  private CompletableFuture<Answer> version(Call call) {
    return now(Answer.json(200, ServerVersion.of(health.get(), store.stream())));
  }

  /**
   * Claude Code takes any text in a 2xx answer for a broken hook, so success has no body at all. It
   * waits for the answer, and has it before we work out what the event means.
   */
  private CompletableFuture<Answer> hook(Call call) {
    String path = call.path();
    String word = path.length() > HOOKS.length() ? path.substring(HOOKS.length() + 1) : "";
    byte[] json = Bodies.json(call.request());
    if (ingest.isTakenAtOnce(json.length)) {
      JsonNode payload = Bodies.object(json);
      if (Ingest.isShallow(payload)) {
        return now(Answer.empty(204).andThen(() -> ingest.hook(word, () -> payload, json.length)));
      }
    }
    // As its text, which the ingest reads when its turn has come: trees may be large, and many.
    CompletableFuture<BatchAck> taken = ingest.hook(word, () -> Json.parse(json), json.length);
    // The event waits for the disk, which may take hours; nobody's Claude should.
    return store.isFailing()
        ? now(Answer.text(503, "the history's disk takes no events now"))
        : taken.thenApply(Routes::answer);
  }

  private static Answer answer(BatchAck ack) {
    if (ack.rejections().isEmpty()) {
      return Answer.empty(204);
    }
    String reason = ack.rejections().get(0).reason();
    return switch (reason) {
      case Ingest.NO_ROOM -> Answer.text(503, reason);
      case TooManyValuesException.REASON -> Answer.text(413, reason);
      case Ingest.NO_OBJECT -> Answer.text(400, Bodies.WANTED);
      default -> Answer.text(400, reason);
    };
  }

  private CompletableFuture<Answer> shutdown(Call call) {
    JsonNode body = Bodies.jsonObject(call.request());
    owner.stop(body.path("reason").asText("asked over HTTP"));
    return now(Answer.empty(202));
  }

  private CompletableFuture<Answer> reload(Call call) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return Answer.json(200, owner.reload());
          } catch (InvalidSettingsException | IllegalArgumentException e) {
            // The second is of a rule whose pattern is none.
            return Answer.text(400, String.valueOf(e.getMessage()));
          }
        },
        offLoop);
  }

  private static CompletableFuture<Answer> now(Answer answer) {
    return CompletableFuture.completedFuture(answer);
  }
}
