package io.mpm.monitor.daemon.http;

import io.mpm.monitor.daemon.access.Requirement;
import java.util.List;
import java.util.Optional;

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

  Optional<Route> find(String path) {
    return routes.stream().filter(route -> route.matches(path)).findFirst();
  }

  Requirement requirement(String path) {
    if (path.equals(SOCKET_IO)) {
      return Requirement.TOKEN_NOW_OR_SOON;
    }
    return find(path).map(Route::requirement).orElse(Requirement.OPEN);
  }
}
