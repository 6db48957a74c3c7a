package io.mpm.monitor.daemon.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrometheusTextTest {

  @Test
  void of_figuresAndLatencies_isWhatPrometheusReads() {
    Latency latency = new Latency();
    latency.recordNanos(700_000);
    Figures figures =
        new Figures(
            List.of(
                Figure.counter("events.stored", "Events kept", 3),
                Figure.gauge("producer.counter", "A count", 5).with("counter", "seen"),
                Figure.gauge("producer.counter", "A count", 1).with("counter", "a \"word\"")),
            Map.of("hook_to_store", latency.snapshot()));

    String text = PrometheusText.of(figures);

    assertThat(text.lines())
        .contains(
            "# TYPE mpm_events_stored_total counter",
            "mpm_events_stored_total 3.0",
            "# TYPE mpm_producer_counter gauge",
            "mpm_producer_counter{counter=\"seen\"} 5.0",
            "mpm_producer_counter{counter=\"a \\\"word\\\"\"} 1.0",
            "# TYPE mpm_event_latency_seconds histogram",
            "mpm_event_latency_seconds_bucket{stage=\"hook_to_store\",le=\"5.0E-4\"} 0",
            "mpm_event_latency_seconds_bucket{stage=\"hook_to_store\",le=\"0.001\"} 1",
            "mpm_event_latency_seconds_bucket{stage=\"hook_to_store\",le=\"+Inf\"} 1",
            "mpm_event_latency_seconds_count{stage=\"hook_to_store\"} 1",
            "mpm_event_latency_seconds_sum{stage=\"hook_to_store\"} 7.0E-4");
  }
}
