package io.mpm.monitor.proxy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import io.mpm.monitor.protocol.home.PrivateFiles;
import io.mpm.monitor.proxy.counters.Gaps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the proxy says of itself in {@code run/proxy.json}, for its user and for its next life.
 *
 * @param road how the way to the daemon is
 * @param counters as {@link io.mpm.monitor.proxy.counters.Tally} writes them
 * @param gaps what was lost and nobody has been told of
 * @param settled names of files whose event is done with, and that may still be there
 * @param watched as {@link io.mpm.monitor.proxy.intake.WatchedTime} writes it
 */
record ProxyRecord(
    Road road, JsonNode counters, JsonNode gaps, List<String> settled, JsonNode watched) {

  /**
   * How the way to the daemon is.
   *
   * @param obstacle what stands in it, in words; empty when nothing does
   * @param since when that came into it
   * @param breaker the circuit breaker's state
   * @param nextTry when the daemon is tried again; empty when that waits for no time
   */
  record Road(String obstacle, Optional<Instant> since, String breaker, Optional<Instant> nextTry) {

    private static Road of(JsonNode json) {
      return new Road(
          json.path("obstacle").asText(),
          instant(json.path("since")),
          json.path("breaker").asText(),
          instant(json.path("next_try")));
    }

    ObjectNode toJson() {
      ObjectNode json = Json.object().put("obstacle", obstacle).put("breaker", breaker);
      json.put("since", since.map(Instant::toString).orElse(null));
      return json.put("next_try", nextTry.map(Instant::toString).orElse(null));
    }
  }

  ProxyRecord {
    settled = List.copyOf(settled);
  }

  void write(Path file, Instant at) throws IOException {
    ObjectNode json = Json.object().put("at", at.toString());
    json.set("link", road.toJson());
    json.set("counters", counters);
    json.set("gaps", gaps);
    settled.forEach(json.putArray("settled")::add);
    json.set("watched", watched);
    PrivateFiles.write(file, Json.text(json) + "\n");
  }

  /** The one that a proxy left in {@code file}; one that says nothing when there is none. */
  static ProxyRecord read(Path file) throws IOException {
    JsonNode json = json(file);
    List<String> settled = new ArrayList<>();
    json.path("settled").forEach(name -> settled.add(name.asText()));
    return new ProxyRecord(
        Road.of(json.path("link")),
        json.path("counters"),
        json.path("gaps"),
        settled,
        json.path("watched"));
  }

  /** The gaps in it; entries that no proxy can have written are left out. */
  Gaps readGaps() {
    return Gaps.of(gaps);
  }

  private static JsonNode json(Path file) throws IOException {
    try {
      return Json.parse(Files.readAllBytes(file));
    } catch (NoSuchFileException | MalformedJsonException e) {
      return Json.object();
    }
  }

  private static Optional<Instant> instant(JsonNode json) {
    try {
      return json.isTextual() ? Optional.of(Instant.parse(json.textValue())) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
