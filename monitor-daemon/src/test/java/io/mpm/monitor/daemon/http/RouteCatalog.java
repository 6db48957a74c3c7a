package io.mpm.monitor.daemon.http;

import io.mpm.monitor.daemon.access.Requirement;
import io.mpm.monitor.daemon.files.FileRequests;
import io.mpm.monitor.daemon.ingest.Ingest;
import io.mpm.monitor.daemon.store.RingStore;
import io.mpm.monitor.daemon.usage.Usages;
import io.mpm.monitor.protocol.codec.Json;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The paths that a daemon serves, asked of its routes: a new one is tested without being named
 * here.
 */
public final class RouteCatalog {

  private RouteCatalog() {}

  private static List<Route> routes() {
    InstantSource clock = InstantSource.system();
    RingStore store = new RingStore(1);
    FileRequests files = new FileRequests(store, UnaryOperator.identity(), Runnable::run);
    try (Ingest ingest = new Ingest(store, () -> {}, UnaryOperator.identity(), clock);
        AccountRoutes accounts = new AccountRoutes(ingest, Usages.NONE, clock)) {
      Routes routes =
          new Routes(
              Json::object,
              ingest,
              store,
              accounts,
              files,
              Usages.NONE,
              Runnable::run,
              reason -> {});
      return routes.all();
    }
  }

  /** Every path, and some that there are not. */
  public static List<String> everyPath() {
    List<String> paths =
        new ArrayList<>(List.of("/", "/index.html", "/assets/x.js", "/no/such", Router.SOCKET_IO));
    for (Route route : routes()) {
      paths.add(route.path());
      if (route.below()) {
        paths.add(route.path() + "/x");
      }
    }
    return paths;
  }

  /** The paths that need the token. */
  public static List<String> pathsWithToken() {
    return routes().stream()
        .filter(route -> route.requirement() == Requirement.TOKEN)
        .map(Route::path)
        .toList();
  }
}
