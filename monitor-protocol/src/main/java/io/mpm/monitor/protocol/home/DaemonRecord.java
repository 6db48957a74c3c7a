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
 * What a running daemon says of itself in {@code run/daemon.json}. Written once it listens, so
 * whoever reads it can connect at once; removed when it ends in order.
 *
 * @param process who wrote it
 * @param port where it listens, on 127.0.0.1
 * @param version of the program
 * @param protocol version of the wire
 */
public record DaemonRecord(ProcessIdentity process, int port, String version, int protocol) {

  public DaemonRecord {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("port must be in 1..65535: " + port);
    }
  }

  /**
   * The record in {@code file}, whether or not its writer still runs; empty when there is none that
   * can be read.
   */
  public static Optional<DaemonRecord> read(Path file) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    try {
      JsonNode json = Json.parse(bytes);
      return Optional.of(
          new DaemonRecord(
              new ProcessIdentity(
                  json.path("pid").longValue(),
                  Instant.parse(json.path("started").asText()),
                  Optional.ofNullable(json.path("ticks").textValue())),
              json.path("port").intValue(),
              json.path("version").asText(),
              json.path("protocol").intValue()));
    } catch (MalformedJsonException | DateTimeException | IllegalArgumentException e) {
      // Nobody who could be asked wrote this: as good as no record.
      return Optional.empty();
    }
  }

  /** The record of a daemon that runs now. */
  public static Optional<DaemonRecord> readLive(Path file) throws IOException {
    return read(file).filter(record -> record.process().isAlive());
  }

  /** Puts this record in the place of an older one, at once and for its owner's eyes only. */
  public void write(Path file) throws IOException {
    ObjectNode json =
        Json.object()
            .put("pid", process.pid())
            .put("started", process.started().toString())
            .put("port", port)
            .put("version", version)
            .put("protocol", protocol);
    process.ticks().ifPresent(ticks -> json.put("ticks", ticks));
    PrivateFiles.write(file, Json.text(json) + "\n");
  }
}
