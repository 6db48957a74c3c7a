package io.mpm.monitor.daemon.recording;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import io.mpm.monitor.protocol.event.HookNames;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A session of Claude Code as its hooks told it, kept to be played again.
 *
 * @param steps oldest first
 */
public record DemoRecording(List<Step> steps) {

  /**
   * One call of the hook.
   *
   * @param offset since the first one
   * @param event Claude Code's name for it
   * @param payload the hook's JSON
   */
  public record Step(Duration offset, String event, String payload) {

    /** What {@code mpm-hook} is called with: {@code PreToolUse} is {@code pre-tool-use}. */
    public String word() {
      return HookNames.toWord(event);
    }
  }

  public DemoRecording {
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("a recording has at least one step");
    }
    steps = List.copyOf(steps);
  }

  /** The recording that comes with the program, as a session of that id. */
  public static DemoRecording asSession(String sessionId) throws IOException {
    try (InputStream resource = DemoRecording.class.getResourceAsStream("demo.ndjson")) {
      if (resource == null) {
        throw new IllegalStateException("demo.ndjson is missing in this build");
      }
      List<JsonNode> lines = parse(resource);
      String recorded = lines.get(0).path("payload").path("session_id").asText();
      return new DemoRecording(
          lines.stream().map(line -> step(line, recorded, sessionId)).toList());
    } catch (MalformedJsonException e) {
      throw new IllegalStateException("demo.ndjson is broken in this build", e);
    }
  }

  private static List<JsonNode> parse(InputStream ndjson)
      throws IOException, MalformedJsonException {
    String text = new String(ndjson.readAllBytes(), StandardCharsets.UTF_8);
    Stream.Builder<JsonNode> lines = Stream.builder();
    for (String line : text.lines().filter(line -> !line.isBlank()).toList()) {
      lines.add(Json.parse(line));
    }
    return lines.build().toList();
  }

  private static Step step(JsonNode line, String recorded, String sessionId) {
    return new Step(
        Duration.ofMillis(line.path("offset_ms").longValue()),
        line.path("event").asText(),
        Json.text(line.path("payload")).replace(recorded, sessionId));
  }
}
