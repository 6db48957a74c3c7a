package io.mpm.monitor.daemon.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import io.mpm.monitor.protocol.home.MonitorHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;

/** What the proxy last wrote of itself; {@code docs/operations.md} says what is in it. */
record ProxyRecordFile(JsonNode json) {

  static ProxyRecordFile of(MonitorHome home) throws IOException {
    try {
      return new ProxyRecordFile(Json.parse(Files.readAllBytes(home.proxyRecord())));
    } catch (NoSuchFileException | MalformedJsonException e) {
      return new ProxyRecordFile(Json.object());
    }
  }

  /** What stands between it and the daemon; empty when nothing does. */
  String link() {
    return json.path("link").asText("");
  }

  long count(String name) {
    return json.path("counters").path(name).asLong();
  }
}
