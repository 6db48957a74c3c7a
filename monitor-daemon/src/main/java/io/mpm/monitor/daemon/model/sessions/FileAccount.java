package io.mpm.monitor.daemon.model.sessions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.model.files.Change;
import io.mpm.monitor.daemon.model.files.FileOperation;
import io.mpm.monitor.daemon.model.tools.ToolCall;
import io.mpm.monitor.daemon.model.tools.ToolStatus;
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

    /** Whether it was done, to the lines of the file. */
    private boolean changedLines() {
      return call.status() == ToolStatus.OK && operation.op().changesLines();
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
    LineSum added = sum(true);
    LineSum removed = sum(false);
    ObjectNode json =
        Json.object()
            .put("path", path)
            .put("added", added.lines())
            .put("removed", removed.lines())
            .put("added_untold", added.untold())
            .put("removed_untold", removed.untold());
    ArrayNode operations = json.putArray("operations");
    touches.forEach(touch -> operations.add(touch.json()));
    return json;
  }

  private LineSum sum(boolean ofAdded) {
    LineSum sum = LineSum.NONE;
    for (Touch touch : touches) {
      if (touch.changedLines()) {
        Change change = touch.operation().change();
        sum = sum.and(ofAdded ? change.added() : change.removed());
      }
    }
    return sum;
  }
}
