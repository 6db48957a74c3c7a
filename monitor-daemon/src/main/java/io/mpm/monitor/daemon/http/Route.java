package io.mpm.monitor.daemon.http;

import io.mpm.monitor.daemon.access.Requirement;
import io.netty.handler.codec.http.HttpMethod;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * One thing that can be asked for by HTTP. Runs on the event loop: what takes time goes into the
 * future.
 *
 * @param path the whole path, or the beginning of it when {@code below}; a part in braces, such as
 *     {@code {id}}, stands for any one part and gives it a name
 * @param below whether everything under {@code path} is meant too
 */
record Route(
    String path, boolean below, Set<HttpMethod> methods, Requirement requirement, Action action) {

  /** Answers a request whose access was decided. */
  interface Action {

    /**
     * The answer, now or later.
     *
     * @throws BadRequestException when the request asks for what there cannot be
     */
    CompletableFuture<Answer> answer(Call call);
  }

  Route {
    methods = Set.copyOf(methods);
  }

  static Route get(String path, Requirement requirement, Action action) {
    return new Route(path, false, Set.of(HttpMethod.GET, HttpMethod.HEAD), requirement, action);
  }

  static Route post(String path, Requirement requirement, Action action) {
    return new Route(path, false, Set.of(HttpMethod.POST), requirement, action);
  }

  static Route delete(String path, Requirement requirement, Action action) {
    return new Route(path, false, Set.of(HttpMethod.DELETE), requirement, action);
  }

  Route andBelow() {
    return new Route(path, true, methods, requirement, action);
  }

  /**
   * The named parts of {@code asked}, still encoded; empty when this route does not answer it.
   *
   * @param asked a path as it stood in the request
   */
  Optional<Map<String, String>> match(String asked) {
    // Every request is held against every route, and most differ before the first name.
    int name = path.indexOf('{');
    if (!asked.regionMatches(0, path, 0, name < 0 ? path.length() : name)) {
      return Optional.empty();
    }
    List<String> ours = List.of(path.split("/", -1));
    List<String> theirs = List.of(asked.split("/", -1));
    if (theirs.size() < ours.size() || (theirs.size() > ours.size() && !below)) {
      return Optional.empty();
    }
    Map<String, String> named = new HashMap<>();
    for (int i = 0; i < ours.size(); i++) {
      String part = ours.get(i);
      if (part.startsWith("{") && !theirs.get(i).isEmpty()) {
        named.put(part.substring(1, part.length() - 1), theirs.get(i));
      } else if (!part.equals(theirs.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(named);
  }
}
