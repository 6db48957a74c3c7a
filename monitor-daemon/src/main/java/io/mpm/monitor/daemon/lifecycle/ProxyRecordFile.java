package io.mpm.monitor.daemon.lifecycle;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import io.mpm.monitor.protocol.home.MonitorHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;

/** What the proxy last wrote of itself; {@code docs/operations.md} says what is in it. */
public record ProxyRecordFile(JsonNode json) {

  /** The one of that home's proxy; one that says nothing when there is none. */
  public static ProxyRecordFile of(MonitorHome home) throws IOException {
    try {
      return new ProxyRecordFile(Json.parse(Files.readAllBytes(home.proxyRecord())));
    } catch (NoSuchFileException | MalformedJsonException e) {
      return new ProxyRecordFile(Json.object());
    }
  }

  /** What stands between it and the daemon; empty when nothing does. */
  public String obstacle() {
    return json.path("link").path("obstacle").asText("");
  }

  /** When it was written, in the proxy's words; empty when there is none. */
  public String at() {
    return json.path("at").asText("");
  }

  /** One of its counters, which begin with each proxy. */
  public long count(String name) {
    return json.path("counters").path(name).asLong();
  }
}
