package io.mpm.monitor.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.protocol.text.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a daemon's figures say, in lines for people. What is zero and harmless is left out. */
final class StatusText {

  private final JsonNode status;
  private final JsonNode figures;

  /**
   * What a daemon answered, as {@code mpm-monitord status --json} prints it; perhaps no figures.
   */
  StatusText(JsonNode status) {
    this.status = status;
    this.figures = status.path("figures");
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (!status.path("status").asText("healthy").equals("healthy")) {
      lines.add("  It is not well: the history takes no events, and `mpm-monitord logs` says why.");
      lines.add("  They wait with the proxy.");
    }
    lines.add(
        "  events   %d received = %d stored + %d known already + %d refused"
            .formatted(
                status.path("events_received").asLong(),
                status.path("events_stored").asLong(),
                status.path("events_duplicate").asLong(),
                status.path("events_rejected").asLong()));
    if (figures.isMissingNode()) {
      return lines;
    }
    lines.add("  clients  %d connected%s".formatted(number("clients.connected"), behind()));
    lines.add("  held     " + held());
    if (number("store.lost") > 0) {
      lines.add(
          "  history  its file was removed or replaced while it was in use; the log says when");
    }
    lines.add("  memory   " + memory());
    addLatencies(lines);
    addProducers(lines);
    addRefusals(lines);
    return lines;
  }

  private long number(String figure) {
    return figures.path(figure).asLong();
  }

  private String behind() {
    long lag = number("clients.lag.events");
    long gaps = number("clients.gaps");
    return (lag == 0 ? "" : ", the slowest one %s behind".formatted(Counted.of(lag, "event")))
        + (gaps == 0 ? "" : ", %s told".formatted(Counted.of(gaps, "gap")));
  }

  private String held() {
    long disk = number("store.disk.bytes");
    long letGo = number("store.trimmed{reason=\"age\"}") + number("store.trimmed{reason=\"room\"}");
    return "%s, %s in memory%s%s"
        .formatted(
            Counted.of(number("store.events"), "event"),
            megabytes(number("store.memory.bytes")),
            disk == 0 ? "" : ", " + megabytes(disk) + " on disk",
            letGo == 0 ? "" : "; " + letGo + " older ones let go");
  }

  private String memory() {
    String heap =
        "heap %s of %s"
            .formatted(
                megabytes(number("memory.heap.used.bytes")),
                megabytes(number("memory.heap.max.bytes")));
    return figures.has("memory.resident.bytes")
        ? megabytes(number("memory.resident.bytes")) + " resident, " + heap
        : heap;
  }

  private void addLatencies(List<String> lines) {
    for (Map.Entry<String, JsonNode> stage : status.path("latencies").properties()) {
      JsonNode latency = stage.getValue();
      if (latency.path("count").asLong() > 0) {
        lines.add(
            "  %s: %.1f ms on average, half of them within %s ms, 99 %% within %s ms"
                .formatted(
                    stage.getKey().replace('_', ' '),
                    latency.path("mean_ms").asDouble(),
                    bound(latency.path("p50_at_most_ms")),
                    bound(latency.path("p99_at_most_ms"))));
      }
    }
  }

  private static String bound(JsonNode millis) {
    return millis.isNumber()
        ? String.format(Locale.ROOT, "%.1f", millis.asDouble()).replaceFirst("\\.0$", "")
        : "more than 60000";
  }

  private void addProducers(List<String> lines) {
    for (JsonNode producer : status.path("proxies")) {
      lines.add(
          "  proxy    %d seen = %d delivered + %d waiting + %d dropped + %d set aside; circuit %s"
              .formatted(
                  producer.path("seen").asLong(),
                  producer.path("delivered").asLong(),
                  producer.path("waiting").asLong(),
                  producer.path("dropped").asLong(),
                  producer.path("set_aside").asLong(),
                  circuit(producer)));
    }
  }

  private static String circuit(JsonNode producer) {
    long changes = 0;
    for (JsonNode count : producer.path("breaker_changes")) {
      changes += count.asLong();
    }
    for (Map.Entry<String, JsonNode> state : producer.path("breaker").properties()) {
      if (state.getValue().asLong() == 1) {
        return state.getKey().replace('_', '-')
            + (changes == 0 ? "" : ", " + Counted.of(changes, "change"));
      }
    }
    return "unknown";
  }

  private void addRefusals(List<String> lines) {
    if (number("packets.malformed") > 0) {
      lines.add("  packets  %d malformed".formatted(number("packets.malformed")));
    }
    figures
        .properties()
        .forEach(
            figure -> {
              if (figure.getKey().startsWith("requests.refused{")) {
                lines.add(
                    "  refused  %d: %s"
                        .formatted(
                            figure.getValue().asLong(),
                            figure.getKey().replaceAll("^[^\"]*\"|\"[^\"]*$", "")));
              }
            });
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1048576.0);
  }
}
