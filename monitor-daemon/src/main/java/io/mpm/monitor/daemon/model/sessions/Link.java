package io.mpm.monitor.daemon.model.sessions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.model.agents.Confidence;
import io.mpm.monitor.protocol.codec.Json;
import java.time.Instant;

/**
 * Where a session comes from, or that it went on.
 *
 * @param how {@code clear}, {@code fork}, {@code resume} or {@code compact}
 * @param session the one before; the session itself when it was resumed or compacted under its own
 *     id
 */
public record Link(String how, String session, Instant at, Confidence confidence) {

  static final String FORK = "fork";
  static final String RESUME = "resume";

  ObjectNode json() {
    return Json.object()
        .put("how", how)
        .put("session_id", session)
        .put("at", at.toString())
        .put("confidence", confidence.word());
  }
}
