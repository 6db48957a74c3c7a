package io.mpm.monitor.daemon.metrics;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.codec.Json;
import java.util.List;
import java.util.Map;

/**
 * All that is measured, as it was at one moment.
 *
 * @param latencies by the stage of an event's way that they measure
 */
public record Figures(List<Figure> numbers, Map<String, Latency.Snapshot> latencies) {

  public Figures {
    numbers = List.copyOf(numbers);
    latencies = Map.copyOf(latencies);
  }

  /** {@code {figures: {series: number}, latencies: {stage: {…}}}}. */
  public ObjectNode toJson() {
    ObjectNode json = Json.object();
    ObjectNode series = json.putObject("figures");
    numbers.forEach(figure -> series.put(figure.series(), figure.value()));
    ObjectNode stages = json.putObject("latencies");
    latencies.forEach((stage, snapshot) -> stages.set(stage, json(snapshot)));
    return json;
  }

  private static ObjectNode json(Latency.Snapshot snapshot) {
    ObjectNode json =
        Json.object()
            .put("count", snapshot.count())
            .put("mean_ms", snapshot.sumSeconds() * 1e3 / Math.max(1, snapshot.count()));
    putMillis(json, "p50_at_most_ms", snapshot.atMost(0.5));
    putMillis(json, "p99_at_most_ms", snapshot.atMost(0.99));
    return json;
  }

  /** Null when nobody knows how long: JSON has no infinity. */
  private static void putMillis(ObjectNode json, String name, double seconds) {
    if (Double.isInfinite(seconds)) {
      json.putNull(name);
    } else {
      json.put(name, seconds * 1e3);
    }
  }
}
