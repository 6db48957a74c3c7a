package io.mpm.monitor.daemon.http;

import io.mpm.monitor.daemon.access.Requirement;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every route there is. What is not in here is not found, and needs no token to hear so. */
final class Router {

  /** Where Socket.IO clients knock; answered by the hub. */
  static final String SOCKET_IO = "/socket.io/";

  private final List<Route> routes;

  Router(List<Route> routes) {
    this.routes = List.copyOf(routes);
  }

  List<Route> routes() {
    return routes;
  }

  private Stream<Route> matching(String path) {
    return routes.stream().filter(route -> route.match(path).isPresent());
  }

  /** What the strictest route to {@code path} asks for, whatever the method. */
  Requirement requirement(String path) {
    if (path.equals(SOCKET_IO)) {
      return Requirement.TOKEN_NOW_OR_SOON;
    }
    return matching(path)
        .map(Route::requirement)
        .filter(requirement -> requirement != Requirement.OPEN)
        .findFirst()
        .orElse(Requirement.OPEN);
  }

  /** The answer of the route to {@code target}; empty when there is none. */
  Optional<CompletableFuture<Answer>> answer(FullHttpRequest request, QueryStringDecoder target) {
    List<Route> matching = matching(target.rawPath()).toList();
    if (matching.isEmpty()) {
      return Optional.empty();
    }
    HttpMethod method = request.method();
    return Optional.of(
        matching.stream()
            .filter(route -> route.methods().contains(method))
            .findFirst()
            .map(route -> answer(route, request, target))
            .orElseGet(
                () ->
                    CompletableFuture.completedFuture(
                        Answer.wrongMethod(matching.get(0).path(), methods(matching)))));
  }

  private static Set<String> methods(List<Route> routes) {
    return routes.stream()
        .flatMap(route -> route.methods().stream())
        .map(HttpMethod::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static CompletableFuture<Answer> answer(
      Route route, FullHttpRequest request, QueryStringDecoder target) {
    try {
      Map<String, String> named = decoded(route.match(target.rawPath()).orElseThrow());
      Query query = new Query(target.parameters());
      return route.action().answer(new Call(request, target.rawPath(), named, query));
    } catch (BadRequestException e) {
      return CompletableFuture.completedFuture(Answer.text(400, e.reason()));
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** The named parts of a path, decoded exactly once. */
  static Map<String, String> decoded(Map<String, String> encoded) {
    Map<String, String> decoded = new HashMap<>();
    try {
      // A plus means itself in a path.
      encoded.forEach(
          (name, part) ->
              decoded.put(name, QueryStringDecoder.decodeComponent(part.replace("+", "%2B"))));
    } catch (IllegalArgumentException e) {
      throw new BadRequestException("the path has no valid percent encoding");
    }
    return decoded;
  }
}
