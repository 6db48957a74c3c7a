package io.mpm.monitor.daemon.http;

import io.mpm.monitor.daemon.access.Requirement;
import io.mpm.monitor.daemon.metrics.Figures;
import io.mpm.monitor.daemon.metrics.PrometheusText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/** What the daemon measures of itself: for Prometheus, and as JSON. */
public final class FigureRoutes {

  private final Supplier<Figures> figures;
  private final Executor offLoop;

  /**
   * Routes to those figures.
   *
   * @param offLoop runs what reads files to know them
   */
  public FigureRoutes(Supplier<Figures> figures, Executor offLoop) {
    this.figures = figures;
    this.offLoop = offLoop;
  }

  List<Route> all() {
    return List.of(
        Route.get("/metrics", Requirement.TOKEN, call -> later(FigureRoutes::prometheus)),
        Route.get(
            "/api/v1/metrics",
            Requirement.TOKEN,
            call -> later(now -> Answer.json(200, now.toJson()))));
  }

  private CompletableFuture<Answer> later(Function<Figures, Answer> form) {
    return CompletableFuture.supplyAsync(() -> form.apply(figures.get()), offLoop);
  }

  private static Answer prometheus(Figures now) {
    byte[] text = PrometheusText.of(now).getBytes(StandardCharsets.UTF_8);
    return new Answer(200, PrometheusText.CONTENT_TYPE, text);
  }
}
