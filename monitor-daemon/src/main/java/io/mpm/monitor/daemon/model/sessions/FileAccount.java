package io.mpm.monitor.daemon.model.sessions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.model.files.FileOperation;
import io.mpm.monitor.daemon.model.tools.ToolCall;
import io.mpm.monitor.protocol.codec.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was done to one file, by whom and when. A value. */
public record FileAccount(String path, List<Touch> touches) {

  /** One operation and the call that did it. */
  public record Touch(ToolCall call, FileOperation operation) {

    private @Nullable Instant at() {
      return call.started() == null ? call.ending().at() : call.started();
    }

    private ObjectNode json() {
      Instant at = at();
      return operation
          .json()
          .put("call_id", call.callId())
          .put("tool", call.name())
          .put("agent_id", call.agentId())
          .put("at", at == null ? null : at.toString())
          .put("status", call.status().word())
          .put("diff", operation.change().diff());
    }
  }

  public FileAccount {
    touches = List.copyOf(touches);
  }

  static List<FileAccount> of(List<ToolCall> calls) {
    Map<String, List<Touch>> byPath = new LinkedHashMap<>();
    for (ToolCall call : calls) {
      for (FileOperation operation : call.files()) {
        byPath
            .computeIfAbsent(operation.path(), path -> new ArrayList<>())
            .add(new Touch(call, operation));
      }
    }
    return byPath.entrySet().stream()
        .map(file -> new FileAccount(file.getKey(), file.getValue()))
        .toList();
  }

  ObjectNode json() {
    ObjectNode json =
        Json.object().put("path", path).put("added", sum(true)).put("removed", sum(false));
    ArrayNode operations = json.putArray("operations");
    touches.forEach(touch -> operations.add(touch.json()));
    return json;
  }

  private int sum(boolean ofAdded) {
    return touches.stream()
        .map(touch -> touch.operation().change())
        .map(change -> ofAdded ? change.added() : change.removed())
        .mapToInt(lines -> lines == null ? 0 : lines)
        .sum();
  }
}
