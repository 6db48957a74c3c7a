package io.mpm.monitor.daemon.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.access.Requirement;
import io.mpm.monitor.daemon.ingest.Ingest;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What can be asked for by HTTP, beside the page's files and Socket.IO. */
public final class Routes {

  private static final String HOOKS = "/hooks";

  private final Supplier<JsonNode> health;
  private final Ingest ingest;
  private final Consumer<String> onShutdownRequest;
  private final AccountRoutes accounts;

  /**
   * The routes over these parts of a daemon.
   *
   * @param health what {@code /health} says; nothing private
   * @param onShutdownRequest told why, when an admin asks the daemon to end
   */
  public Routes(
      Supplier<JsonNode> health,
      Ingest ingest,
      Consumer<String> onShutdownRequest,
      AccountRoutes accounts) {
    this.health = health;
    this.ingest = ingest;
    this.onShutdownRequest = onShutdownRequest;
    this.accounts = accounts;
  }

  List<Route> all() {
    return List.of(
        Route.get(
            "/health", Requirement.OPEN, (request, path) -> now(Answer.json(200, health.get()))),
        Route.get(
            "/status", Requirement.OPEN, (request, path) -> now(Answer.json(200, health.get()))),
        accounts.route(),
        Route.post(HOOKS, Requirement.TOKEN, this::hook).andBelow(),
        Route.post("/api/v1/shutdown", Requirement.TOKEN, this::shutdown));
  }

  /**
   * Claude Code takes any text in a 2xx answer for a broken hook, so success has no body at all.
   */
  private CompletableFuture<Answer> hook(FullHttpRequest request, String path) {
    String word = path.length() > HOOKS.length() ? path.substring(HOOKS.length() + 1) : "";
    return jsonObject(request)
        .map(payload -> ingest.hook(word, payload).thenApply(ack -> Answer.empty(204)))
        .orElseGet(Routes::noJsonObject);
  }

  private CompletableFuture<Answer> shutdown(FullHttpRequest request, String path) {
    return jsonObject(request)
        .map(
            body -> {
              onShutdownRequest.accept(body.path("reason").asText("asked over HTTP"));
              return now(Answer.empty(202));
            })
        .orElseGet(Routes::noJsonObject);
  }

  /**
   * Only JSON that says so: a form or a text/plain post is what a web page can send without asking.
   */
  private static Optional<JsonNode> jsonObject(FullHttpRequest request) {
    String type = request.headers().get(HttpHeaderNames.CONTENT_TYPE, "").toLowerCase(Locale.ROOT);
    if (!type.equals("application/json") && !type.startsWith("application/json;")) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.parse(ByteBufUtil.getBytes(request.content())))
          .filter(JsonNode::isObject);
    } catch (MalformedJsonException e) {
      return Optional.empty();
    }
  }

  private static CompletableFuture<Answer> noJsonObject() {
    return now(Answer.text(400, "the body must be one JSON object as application/json"));
  }

  private static CompletableFuture<Answer> now(Answer answer) {
    return CompletableFuture.completedFuture(answer);
  }
}
