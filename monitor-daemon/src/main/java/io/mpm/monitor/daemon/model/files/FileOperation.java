package io.mpm.monitor.daemon.model.files;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.codec.Json;
import java.util.Objects;

/**
 * One thing that one tool call does to one file or folder.
 *
 * @param path absolute where the event's folder is known; {@code [glob] *.py} for a search that
 *     names no folder at all
 * @param pattern what is searched for; empty for other operations
 * @param movedTo where a move goes; empty for other operations
 */
public record FileOperation(String path, FileOp op, String pattern, String movedTo, Change change) {

  public FileOperation {
    Objects.requireNonNull(op, "op");
    if (path.isEmpty()) {
      throw new IllegalArgumentException("path is empty");
    }
  }

  static FileOperation on(String path, FileOp op) {
    return new FileOperation(path, op, "", "", Change.NONE);
  }

  /** The operation, with its diff given up to save memory. */
  public FileOperation withoutDiff() {
    return new FileOperation(path, op, pattern, movedTo, change.withoutDiff());
  }

  /** Whether it changes what Claude remembers from session to session. */
  public boolean writesMemory() {
    return op.writes() && MemoryFiles.contains(path);
  }

  /** As the event carries it: the diff is in the event's own data. */
  public ObjectNode json() {
    ObjectNode json = Json.object().put("path", path).put("op", op.word());
    if (!pattern.isEmpty()) {
      json.put("pattern", pattern);
    }
    if (!movedTo.isEmpty()) {
      json.put("moved_to", movedTo);
    }
    return json.put("added", change.added()).put("removed", change.removed());
  }
}
