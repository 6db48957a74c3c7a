package io.mpm.monitor.protocol.home;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** When a process of ours last ended, and why, in its own words for its user. */
public record StopRecord(Instant at, String reason) {

  /** How the reason of a process begins that ended before it did anything. */
  private static final String CANNOT_START = "it cannot start: ";

  public StopRecord {
    if (reason.isBlank()) {
      throw new IllegalArgumentException("reason is blank");
    }
  }

  /** Of a process that cannot start. */
  public static StopRecord ofRefusal(Instant at, String why) {
    return new StopRecord(at, CANNOT_START + why);
  }

  /** Why it could not start; empty when it ended for something else. */
  public Optional<String> refusal() {
    return reason.startsWith(CANNOT_START)
        ? Optional.of(reason.substring(CANNOT_START.length()))
        : Optional.empty();
  }

  /** The record in {@code file}; empty when there is none that can be read. */
  public static Optional<StopRecord> read(Path file) throws IOException {
    try {
      JsonNode json = Json.parse(Files.readAllBytes(file));
      return Optional.of(
          new StopRecord(Instant.parse(json.path("at").asText()), json.path("reason").asText()));
    } catch (NoSuchFileException
        | MalformedJsonException
        | DateTimeException
        | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  public void write(Path file) throws IOException {
    PrivateFiles.write(
        file, Json.text(Json.object().put("at", at.toString()).put("reason", reason)) + "\n");
  }
}
