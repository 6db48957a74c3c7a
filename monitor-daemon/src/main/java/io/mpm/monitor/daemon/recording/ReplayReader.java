package io.mpm.monitor.daemon.recording;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import io.mpm.monitor.protocol.delivery.BatchCodec;
import io.mpm.monitor.protocol.delivery.PublishedEvent;
import io.mpm.monitor.protocol.event.EventId;
import io.mpm.monitor.protocol.event.HookNames;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Turns the lines of a file into events of a batch. Takes events as the daemon exports them, hooks
 * as they were recorded ({@code offset_ms}, {@code event}, {@code payload}), and bare payloads of
 * hooks; passes over what an export says of the session's usage, which a daemon counts by itself.
 * The same file gives the same ids each time.
 */
public final class ReplayReader {

  private final Path file;
  private final Instant recordedAt;
  private int line;

  /**
   * A reader at the beginning of {@code file}.
   *
   * @param recordedAt the time of the first hook that was recorded, which no line tells
   */
  public ReplayReader(Path file, Instant recordedAt) {
    this.file = file;
    this.recordedAt = recordedAt;
  }

  /**
   * The event in the next line; empty for a blank one, and for one of usage.
   *
   * @throws IOException when there is none in it; its message names the line
   */
  public Optional<ObjectNode> read(String text) throws IOException {
    line++;
    if (text.isBlank()) {
      return Optional.empty();
    }
    JsonNode json;
    try {
      json = Json.parse(text);
    } catch (MalformedJsonException e) {
      throw unusable("is no JSON");
    }
    if (json.path("id").isTextual() && json.path("data").isObject()) {
      return Optional.of(exported(json));
    }
    if (json.path("usage").isObject() && json.size() == 1) {
      return Optional.empty();
    }
    JsonNode payload = json.has("payload") ? json.path("payload") : json;
    String name = payload.path("hook_event_name").asText(json.path("event").asText(""));
    if (!payload.isObject() || name.isEmpty()) {
      throw unusable("is neither an exported event nor a hook's payload");
    }
    Duration offset = Duration.ofMillis(Math.max(0, json.path("offset_ms").longValue()));
    String id = EventId.derive(Instant.EPOCH.plus(offset), line + " " + text);
    return Optional.of(
        BatchCodec.encode(
            new PublishedEvent(id, recordedAt.plus(offset), HookNames.toWord(name), payload)));
  }

  /** What a hook told goes the way of hooks; what a publisher made up keeps its type. */
  private static ObjectNode exported(JsonNode event) {
    ObjectNode published = Json.object();
    published.set("id", event.path("id"));
    published.set("timestamp", event.path("timestamp"));
    if (event.path("hook_event_name").isTextual()) {
      published.put("hook", HookNames.toWord(event.path("hook_event_name").textValue()));
    } else {
      published.set("type", event.path("type"));
      published.set("source", event.path("source"));
    }
    published.set("data", event.path("data"));
    return published;
  }

  private IOException unusable(String why) {
    return new IOException("%s line %d %s".formatted(file, line, why));
  }
}
