package io.mpm.monitor.protocol.home;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a home's proxy last said of itself in {@code run/proxy.json}, for its user and for its next
 * life. While a proxy runs that is at most a few seconds old, but for {@code watched}.
 *
 * @param at when it was written; empty when no proxy has ever said something
 * @param link how the way to the daemon is
 * @param counters what became of every event since that proxy began
 * @param gaps what was lost and nobody has been told of
 * @param settled names of files whose event is done with, and that may still be there
 * @param watched for how long proxies of this home have watched its spool
 */
public record ProxyRecord(
    Optional<Instant> at,
    LinkState link,
    JsonNode counters,
    JsonNode gaps,
    List<String> settled,
    JsonNode watched) {

  public ProxyRecord {
    settled = List.copyOf(settled);
  }

  /** The record that a proxy left in this home; one that says nothing when there is none. */
  public static ProxyRecord read(MonitorHome home) throws IOException {
    JsonNode json = json(home);
    List<String> settled = new ArrayList<>();
    json.path("settled").forEach(name -> settled.add(name.asText()));
    return new ProxyRecord(
        instant(json.path("at")),
        LinkState.of(json.path("link")),
        json.path("counters"),
        json.path("gaps"),
        settled,
        json.path("watched"));
  }

  /** Puts this record in the place of an older one, at once and for its owner's eyes only. */
  public void write(MonitorHome home) throws IOException {
    ObjectNode json = Json.object();
    at.ifPresent(time -> json.put("at", time.toString()));
    json.set("link", link.toJson());
    json.set("counters", counters);
    json.set("gaps", gaps);
    settled.forEach(json.putArray("settled")::add);
    json.set("watched", watched);
    PrivateFiles.write(home.proxyRecord(), Json.text(json) + "\n");
  }

  /** Whether a proxy has ever said something here. */
  public boolean isKnown() {
    return counters.isObject();
  }

  /** The counter of that name, which begins with each proxy; 0 when there is none. */
  public long count(String name) {
    return counters.path(name).asLong();
  }

  static Optional<Instant> instant(JsonNode json) {
    try {
      return json.isTextual() ? Optional.of(Instant.parse(json.textValue())) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static JsonNode json(MonitorHome home) throws IOException {
    try {
      return Json.parse(Files.readAllBytes(home.proxyRecord()));
    } catch (NoSuchFileException | MalformedJsonException e) {
      return Json.object();
    }
  }
}
