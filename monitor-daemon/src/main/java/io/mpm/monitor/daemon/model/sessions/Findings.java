package io.mpm.monitor.daemon.model.sessions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.model.agents.Agent;
import io.mpm.monitor.daemon.model.agents.Attribution;
import io.mpm.monitor.daemon.model.facts.Fact;
import io.mpm.monitor.daemon.model.files.FileOperation;
import io.mpm.monitor.daemon.model.tools.ToolCall;
import io.mpm.monitor.daemon.model.tools.ToolStatus;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.event.Category;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What folding one event has brought to light, as the fields that the event carries from then on.
 */
public final class Findings {

  private final Attribution who;
  private final @Nullable Agent agent;
  private final boolean byHook;
  private @Nullable ToolCall call;
  private String phase = "";
  private @Nullable ToolCall asked;
  private List<ToolCall> filled = List.of();
  private final Map<String, ToolCall> closed = new LinkedHashMap<>();
  private final List<ToolCall> background = new ArrayList<>();

  Findings(Fact fact, Attribution who, @Nullable Agent agent) {
    this.byHook = fact.byHook();
    this.who = who;
    this.agent = agent;
  }

  void started(ToolCall started) {
    call = started;
    phase = "start";
    if (started.isInferredOver()) {
      closed(List.of(started));
    }
  }

  void ended(ToolCall over) {
    call = over;
    phase = "end";
  }

  void asked(ToolCall question) {
    asked = question;
  }

  void filled(List<ToolCall> calls) {
    filled = List.copyOf(calls);
  }

  void closed(List<ToolCall> calls) {
    calls.forEach(over -> closed.put(over.callId(), over));
  }

  void inBackground(ToolCall call) {
    background.add(call);
  }

  /** Writes the fields into {@code event}. */
  public void describe(ObjectNode event) {
    if (!who.isMain() || !byHook) {
      event.set("agent", agentJson());
    }
    if (call != null) {
      event.set("tool", call.eventJson(phase));
    }
    ToolCall question = asked != null ? asked : call;
    if (question != null && question.permission().wasAsked()) {
      ObjectNode permission = Json.object().put("call_id", question.callId());
      permission.setAll(question.permission().json());
      event.set("permission", permission);
    }
    ArrayNode calls = Json.object().arrayNode();
    filled.forEach(over -> calls.add(filledJson(over)));
    putUnlessEmpty(event, "calls", calls);
    ArrayNode closes = Json.object().arrayNode();
    closed.values().forEach(over -> closes.add(closeJson(over)));
    putUnlessEmpty(event, "closes", closes);
    ArrayNode inBackground = Json.object().arrayNode();
    background.forEach(over -> inBackground.add(backgroundJson(over)));
    putUnlessEmpty(event, "background", inBackground);
    putUnlessEmpty(event, "files", filesJson(files()));
    if (call != null && call.files().stream().anyMatch(FileOperation::writesMemory)) {
      event.put("category", Category.MEMORY.word());
    }
  }

  private List<FileOperation> files() {
    List<FileOperation> files = new ArrayList<>();
    if (call != null) {
      files.addAll(call.files());
    }
    filled.forEach(over -> files.addAll(over.files()));
    return files;
  }

  private ObjectNode agentJson() {
    String type = agent != null && agent.type() != null ? agent.type() : who.type();
    return Json.object()
        .put("id", who.agentId())
        .put("type", type)
        .put("parent", agent == null ? null : agent.parent())
        .put("confidence", who.confidence().word());
  }

  /** The event's own files are those of all its calls; which are whose is said with each. */
  private static ObjectNode filledJson(ToolCall over) {
    ObjectNode json = over.eventJson("end");
    putUnlessEmpty(json, "files", filesJson(over.files()));
    return json;
  }

  private static ArrayNode filesJson(List<FileOperation> files) {
    ArrayNode json = Json.object().arrayNode();
    files.forEach(file -> json.add(file.json()));
    return json;
  }

  private static ObjectNode closeJson(ToolCall over) {
    return Json.object()
        .put("call_id", over.callId())
        .put("status", over.status().word())
        .put("reason", over.ending().reason());
  }

  private static ObjectNode backgroundJson(ToolCall call) {
    ToolStatus stands = call.ending().background();
    return Json.object()
        .put("call_id", call.callId())
        .put("status", stands == null ? null : stands.word());
  }

  private static void putUnlessEmpty(ObjectNode event, String field, ArrayNode values) {
    if (!values.isEmpty()) {
      event.set(field, values);
    }
  }
}
