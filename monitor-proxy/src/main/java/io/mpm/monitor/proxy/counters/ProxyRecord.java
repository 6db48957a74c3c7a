package io.mpm.monitor.proxy.counters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import io.mpm.monitor.protocol.home.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;

/** What the proxy says of itself in {@code run/proxy.json}, for its user and for its next life. */
public final class ProxyRecord {

  private ProxyRecord() {}

  /**
   * Writes it.
   *
   * @param link what stands between the proxy and the daemon, in words; empty when nothing does
   */
  public static void write(Path file, Instant at, String link, Tally tally) throws IOException {
    ObjectNode json = Json.object().put("at", at.toString()).put("link", link);
    json.set("counters", tally.toJson());
    json.set("gaps", tally.gaps().toJson());
    PrivateFiles.write(file, Json.text(json) + "\n");
  }

  /** The gaps that an earlier proxy left in {@code file}. */
  public static Gaps readGaps(Path file) throws IOException {
    return Gaps.of(read(file).path("gaps"));
  }

  private static JsonNode read(Path file) throws IOException {
    try {
      return Json.parse(Files.readAllBytes(file));
    } catch (NoSuchFileException | MalformedJsonException e) {
      return Json.object();
    }
  }
}
