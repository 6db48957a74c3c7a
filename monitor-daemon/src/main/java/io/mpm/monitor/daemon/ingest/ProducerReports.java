package io.mpm.monitor.daemon.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.bounded.BoundedMap;
import io.mpm.monitor.protocol.codec.Json;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What the last few producers said of their own counters. Anyone may see it, so nothing is kept but
 * numbers and the plain names that they have. Any thread.
 */
public final class ProducerReports {

  private static final int PRODUCERS = 16;
  private static final int NUMBERS = 200;
  private static final int DEPTH = 2;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private record Report(Instant at, ObjectNode counters) {}

  private final Map<String, Report> latest = BoundedMap.byInsertion(PRODUCERS);

  /** Keeps the counters of a batch, if it has any. */
  synchronized void note(JsonNode batch, Instant now) {
    String producer = batch.path("producer").asText("");
    if (!NAME.matcher(producer).matches() || !batch.path("counters").isObject()) {
      return;
    }
    latest.remove(producer);
    latest.put(producer, new Report(now, numbers(batch.path("counters"), DEPTH)));
  }

  /** The latest of each, the one that was silent the longest first. */
  public synchronized ArrayNode toJson() {
    ArrayNode json = Json.object().arrayNode();
    latest.forEach(
        (producer, report) ->
            json.addObject()
                .put("producer", producer)
                .put("at", report.at().toString())
                .setAll(report.counters()));
    return json;
  }

  /** Told of each number of each producer; numbers in a group are named {@code group.name}. */
  @FunctionalInterface
  public interface Reader {
    void number(String producer, String counter, long value);
  }

  /** Tells all of it. */
  public synchronized void read(Reader reader) {
    latest.forEach((producer, report) -> read(producer, "", report.counters(), reader));
  }

  private static void read(String producer, String group, ObjectNode counters, Reader reader) {
    for (Map.Entry<String, JsonNode> counter : counters.properties()) {
      String name = group + counter.getKey();
      if (counter.getValue() instanceof ObjectNode inner) {
        read(producer, name + ".", inner, reader);
      } else {
        reader.number(producer, name, counter.getValue().longValue());
      }
    }
  }

  private static ObjectNode numbers(JsonNode counters, int depth) {
    ObjectNode kept = Json.object();
    for (Map.Entry<String, JsonNode> counter : counters.properties()) {
      JsonNode value = counter.getValue();
      if (kept.size() >= NUMBERS || !NAME.matcher(counter.getKey()).matches()) {
        continue;
      }
      if (value.isIntegralNumber() && value.canConvertToLong()) {
        kept.put(counter.getKey(), value.longValue());
      } else if (value.isObject() && depth > 1) {
        kept.set(counter.getKey(), numbers(value, depth - 1));
      }
    }
    return kept;
  }
}
