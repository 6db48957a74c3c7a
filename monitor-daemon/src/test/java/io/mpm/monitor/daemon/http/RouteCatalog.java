package io.mpm.monitor.daemon.http;

import io.mpm.monitor.daemon.access.AccessPolicy;
import io.mpm.monitor.daemon.access.Requirement;
import io.mpm.monitor.daemon.access.ServedNames;
import io.mpm.monitor.daemon.files.FileRequests;
import io.mpm.monitor.daemon.ingest.Ingest;
import io.mpm.monitor.daemon.metrics.Figures;
import io.mpm.monitor.daemon.store.RingStore;
import io.mpm.monitor.daemon.usage.Usages;
import io.mpm.monitor.protocol.codec.Json;
import io.netty.handler.codec.http.HttpMethod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The paths that a daemon serves, asked of its routes: a new one is tested without being named
 * here.
 */
public final class RouteCatalog {

  private RouteCatalog() {}

  private static List<Route> routes() {
    return catalog().all();
  }

  /** A door over all of them that answers under {@code names}; no page lies behind it. */
  public static HttpDoor door(AccessPolicy policy, ServedNames names) {
    try {
      return new HttpDoor(policy, catalog(), Path.of("no-such-folder"), names, new Refusals());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Routes catalog() {
    InstantSource clock = InstantSource.system();
    RingStore store = new RingStore(1);
    FileRequests files = new FileRequests(store, UnaryOperator.identity(), Runnable::run);
    try (Ingest ingest = new Ingest(store, () -> {}, UnaryOperator.identity(), clock);
        AccountRoutes accounts = new AccountRoutes(ingest, Usages.NONE, clock)) {
      FigureRoutes figures =
          new FigureRoutes(() -> new Figures(List.of(), Map.of()), Runnable::run);
      return new Routes(
          Json::object,
          ingest,
          store,
          accounts,
          files,
          Usages.NONE,
          figures,
          Runnable::run,
          reason -> {});
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

  /** Every route as {@code METHOD path}, and whether it needs the token. */
  public static Map<String, Boolean> everyOperation() {
    Map<String, Boolean> operations = new TreeMap<>();
    for (Route route : routes()) {
      for (HttpMethod method : route.methods()) {
        // HEAD is there wherever GET is.
        if (!method.equals(HttpMethod.HEAD)) {
          boolean token = route.requirement() != Requirement.OPEN;
          operations.put(method + " " + route.path(), token);
          if (route.below()) {
            operations.put(method + " " + route.path() + "/{event}", token);
          }
        }
      }
    }
    return operations;
  }

  /** The paths that need the token. */
  public static List<String> pathsWithToken() {
    return routes().stream()
        .filter(route -> route.requirement() != Requirement.OPEN)
        .map(Route::path)
        .toList();
  }
}
