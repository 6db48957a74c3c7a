package io.mpm.monitor.daemon.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** What a hook event tells of a tool call. */
enum ToolPhase {
  STARTED("start", "running"),
  SUCCEEDED("end", "ok"),
  FAILED("end", "failed"),
  DENIED("end", "denied");

  private final String phase;
  private final String status;

  ToolPhase(String phase, String status) {
    this.phase = phase;
    this.status = status;
  }

  /** Empty for an event that is not of one tool call. */
  static Optional<ToolPhase> of(String hookEventName) {
    return switch (hookEventName) {
      case "PreToolUse" -> Optional.of(STARTED);
      case "PostToolUse" -> Optional.of(SUCCEEDED);
      case "PostToolUseFailure" -> Optional.of(FAILED);
      case "PermissionDenied" -> Optional.of(DENIED);
      default -> Optional.empty();
    };
  }

  String phase() {
    return phase;
  }

  String status(JsonNode data) {
    return this == FAILED && data.path("is_interrupt").asBoolean(false) ? "interrupted" : status;
  }
}
