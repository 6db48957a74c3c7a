package io.mpm.monitor.daemon.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.ArrayList;
import java.util.List;

/**
 * Figures as Prometheus reads them. A registry lives for one scrape: its numbers then belong to one
 * moment, producers that are gone leave nothing behind, and a daemon that nobody scrapes never
 * loads a class of it.
 */
public final class PrometheusText {

  /** The type of {@link #of}'s text. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private static final String PREFIX = "mpm.";
  private static final String LATENCY = "mpm_event_latency_seconds";

  private PrometheusText() {}

  /** The text of a scrape. */
  public static String of(Figures figures) {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    try {
      figures.numbers().forEach(figure -> register(figure, registry));
      HistogramSnapshot latencies = histogram(figures);
      registry.getPrometheusRegistry().register(() -> latencies);
      return registry.scrape();
    } finally {
      registry.close();
    }
  }

  private static void register(Figure figure, PrometheusMeterRegistry registry) {
    List<Tag> tags = new ArrayList<>();
    figure.labels().forEach((name, text) -> tags.add(Tag.of(name, text)));
    String name = PREFIX + figure.name();
    if (figure.kind() == Figure.Kind.COUNTER) {
      FunctionCounter.builder(name, figure, PrometheusText::value)
          .description(figure.help())
          .tags(Tags.of(tags))
          .register(registry);
    } else {
      Gauge.builder(name, figure, PrometheusText::value)
          .description(figure.help())
          .tags(Tags.of(tags))
          .register(registry);
    }
  }

  private static double value(Figure figure) {
    return (double) figure.value();
  }

  private static HistogramSnapshot histogram(Figures figures) {
    HistogramSnapshot.Builder histogram =
        HistogramSnapshot.builder()
            .name(LATENCY)
            .help("How long events take on a stage of their way");
    List<Double> bounds = new ArrayList<>(Latency.BOUNDS_SECONDS);
    bounds.add(Double.POSITIVE_INFINITY);
    figures
        .latencies()
        .forEach(
            (stage, snapshot) ->
                histogram.dataPoint(
                    HistogramSnapshot.HistogramDataPointSnapshot.builder()
                        .labels(Labels.of("stage", stage))
                        .classicHistogramBuckets(
                            ClassicHistogramBuckets.of(
                                bounds, new ArrayList<Number>(snapshot.counts())))
                        .sum(snapshot.sumSeconds())
                        .build()));
    return histogram.build();
  }
}
