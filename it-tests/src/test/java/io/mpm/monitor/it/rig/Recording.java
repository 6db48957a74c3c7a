package io.mpm.monitor.it.rig;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Hook payloads that a real session of Claude Code gave, in their order. */
public final class Recording {

  private Recording() {}

  public static List<JsonNode> payloads(String name) {
    List<JsonNode> payloads = new ArrayList<>();
    try (InputStream in = Recording.class.getResourceAsStream("/fixtures/" + name + ".ndjson")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().toList()) {
        payloads.add(Json.parse(line).path("payload"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (MalformedJsonException e) {
      throw new AssertionError(e);
    }
    return payloads;
  }
}
