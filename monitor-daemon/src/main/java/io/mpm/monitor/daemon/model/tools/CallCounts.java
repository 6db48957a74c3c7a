package io.mpm.monitor.daemon.model.tools;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.codec.Json;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many calls a session has made: {@code total = held + forgotten}, and each of them counts for
 * one status.
 */
public record CallCounts(Map<ToolStatus, Long> byStatus, long forgotten) {

  public CallCounts {
    byStatus = Collections.unmodifiableMap(new EnumMap<>(byStatus));
  }

  public long total() {
    return byStatus.values().stream().mapToLong(Long::longValue).sum();
  }

  public long of(ToolStatus status) {
    return byStatus.getOrDefault(status, 0L);
  }

  /** The counts under the wire's words. */
  public ObjectNode json() {
    ObjectNode json = Json.object().put("total", total());
    for (ToolStatus status : ToolStatus.values()) {
      json.put(status.word(), of(status));
    }
    return json.put("forgotten", forgotten);
  }
}
