package io.mpm.monitor.daemon.http;

import io.mpm.monitor.daemon.access.Requirement;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * One thing that can be asked for by HTTP. Runs on the event loop: what takes time goes into the
 * future.
 *
 * @param path the whole path, or the beginning of it when {@code below}
 * @param below whether everything under {@code path} is meant too
 */
record Route(
    String path, boolean below, Set<HttpMethod> methods, Requirement requirement, Action action) {

  /** Answers a request whose access was decided. */
  interface Action {
    CompletableFuture<Answer> answer(FullHttpRequest request, String path);
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

  Route andBelow() {
    return new Route(path, true, methods, requirement, action);
  }

  boolean matches(String asked) {
    return asked.equals(path) || (below && asked.startsWith(path + "/"));
  }
}
