package io.mpm.monitor.daemon.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.Protocol;
import io.mpm.monitor.protocol.codec.Json;

/**
 * Which server this is, whichever transport asks; the names are those of claude-mpm's standalone
 * server.
 */
public final class ServerVersion {

  private ServerVersion() {}

  /**
   * The answer.
   *
   * @param health what {@code /health} says
   * @param stream the name of the daemon's numbering, by which one daemon is told from another
   */
  public static ObjectNode of(JsonNode health, String stream) {
    return Json.object()
        .put("server_version", health.path("server_version").asText())
        .put("server_id", stream)
        .put("v", Protocol.VERSION);
  }
}
