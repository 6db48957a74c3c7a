package io.mpm.monitor.daemon.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.model.agents.Agent;
import io.mpm.monitor.daemon.model.sessions.FileAccount;
import io.mpm.monitor.daemon.model.sessions.SessionSnapshot;
import io.mpm.monitor.daemon.model.sessions.Sessions;
import io.mpm.monitor.daemon.model.tools.ToolCall;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import io.mpm.monitor.protocol.delivery.PublishedEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Tells events to an account, and reads in it. */
final class Story {

  static final Instant START = Instant.parse("2026-11-22T23:00:00Z");

  private final Account account;
  private final List<ObjectNode> told = new ArrayList<>();

  Story() {
    this(Sessions.Bounds.USUAL);
  }

  Story(Sessions.Bounds bounds) {
    this.account = new Account(bounds);
  }

  /** A recorded session, told with its own times. */
  static Story recorded(String name) {
    Story story = new Story();
    try {
      Path file = Path.of("src/test/resources/fixtures", name + ".ndjson");
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        JsonNode recorded = Json.parse(line);
        story.hook(recorded.path("offset_ms").asLong(), recorded.path("payload"));
      }
    } catch (IOException | MalformedJsonException e) {
      throw new AssertionError(e);
    }
    return story;
  }

  /**
   * A hook's event of session {@code s} in {@code /p}, unless {@code fields} say otherwise; single
   * quotes stand for double ones.
   */
  ObjectNode hook(long atMs, String name, String fields) {
    ObjectNode payload =
        Json.object().put("session_id", "s").put("cwd", "/p").put("hook_event_name", name);
    payload.setAll((ObjectNode) parse("{" + fields + "}"));
    return hook(atMs, payload);
  }

  ObjectNode hook(long atMs, JsonNode payload) {
    return hook(START.plusMillis(atMs), payload);
  }

  ObjectNode hook(Instant at, JsonNode payload) {
    return tell(Normalizer.hook(new PublishedEvent("e" + told.size(), at, "", payload)));
  }

  /** An event in claude-mpm's shape. */
  ObjectNode seed(long atMs, String type, String data) {
    ObjectNode event = Json.object().put("type", type);
    event.put("timestamp", START.plusMillis(atMs).toString());
    event.set("data", parse("{" + data + "}"));
    return tell(Normalizer.seed("e" + told.size(), event, START));
  }

  private ObjectNode tell(WireEvent event) {
    account.fold(event);
    told.add(event.json());
    return event.json();
  }

  static JsonNode parse(String quoted) {
    try {
      return Json.parse(quoted.replace('\'', '"'));
    } catch (MalformedJsonException e) {
      throw new AssertionError(quoted, e);
    }
  }

  Account account() {
    return account;
  }

  /** The events as they were shown. */
  List<ObjectNode> told() {
    return told;
  }

  SessionSnapshot session(String id) {
    return account.session(id).orElseThrow();
  }

  SessionSnapshot session() {
    List<String> ids = account.sessions().stream().map(session -> session.id()).toList();
    if (ids.size() != 1) {
      throw new AssertionError("not one session but " + ids);
    }
    return session(ids.get(0));
  }

  String state() {
    var summary = session().summary();
    String state = summary.state(summary.lastActivity());
    return summary.waitingFor().isEmpty() ? state : state + " " + summary.waitingFor();
  }

  /** {@code id name status}, of each call. */
  List<String> calls() {
    return session().calls().stream()
        .map(call -> call.callId() + " " + call.name() + " " + call.status().word())
        .toList();
  }

  ToolCall call(String id) {
    return session().calls().stream()
        .filter(call -> call.callId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  Agent agent(String id) {
    return session().agents().stream()
        .filter(agent -> agent.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** {@code path: op status by agent, …}, of each file. */
  List<String> files() {
    return session().files().stream().map(Story::line).toList();
  }

  private static String line(FileAccount file) {
    List<String> touches =
        file.touches().stream()
            .map(
                touch ->
                    touch.operation().op().word()
                        + " "
                        + touch.call().status().word()
                        + " by "
                        + touch.call().agentId())
            .toList();
    return file.path() + ": " + String.join(", ", touches);
  }
}
