package io.mpm.monitor.protocol.home;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * When a process of ours last ended, and why.
 *
 * @param reason in the process's own words for its user
 * @param refused whether it ended before it did anything, because it could not start
 */
public record StopRecord(Instant at, String reason, boolean refused) {

  private static final String CANNOT_START = "it cannot start: ";

  public StopRecord {
    if (reason.isBlank()) {
      throw new IllegalArgumentException("reason is blank");
    }
  }

  /** The end of a process that had started. */
  public StopRecord(Instant at, String reason) {
    this(at, reason, false);
  }

  /** The reason as a sentence of its own, which says too whether the process could not start. */
  public String sentence() {
    return refused ? CANNOT_START + reason : reason;
  }

  /** The record in {@code file}; empty when there is none that can be read. */
  public static Optional<StopRecord> read(Path file) throws IOException {
    try {
      JsonNode json = Json.parse(Files.readAllBytes(file));
      Instant at = Instant.parse(json.path("at").asText());
      String reason = json.path("reason").asText();
      // Older programs wrote the whole sentence, and no more than that.
      return Optional.of(
          reason.startsWith(CANNOT_START)
              ? new StopRecord(at, reason.substring(CANNOT_START.length()), true)
              : new StopRecord(at, reason, json.path("refused").asBoolean()));
    } catch (NoSuchFileException
        | MalformedJsonException
        | DateTimeException
        | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Puts this record in the place of an older one, at once and for its owner's eyes only. */
  public void write(Path file) throws IOException {
    ObjectNode json = Json.object().put("at", at.toString()).put("reason", reason);
    if (refused) {
      json.put("refused", true);
    }
    PrivateFiles.write(file, Json.text(json) + "\n");
  }
}
