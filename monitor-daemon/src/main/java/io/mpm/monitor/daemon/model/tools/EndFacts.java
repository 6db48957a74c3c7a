package io.mpm.monitor.daemon.model.tools;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.model.facts.Fact;

/** How a call ended, as the event of its end tells it. Pure. */
final class EndFacts {

  private EndFacts() {}

  static Ending ending(Fact fact) {
    return new Ending(
        status(fact),
        fact.at(),
        Fact.number(fact.data(), "duration_ms"),
        output(fact),
        "",
        Proof.END,
        backgroundTask(fact).isEmpty() ? null : ToolStatus.RUNNING);
  }

  /** The id under which the command goes on though its call is over; empty when none does. */
  static String backgroundTask(Fact fact) {
    return Fact.name(fact.data().path("tool_response"), "backgroundTaskId");
  }

  private static ToolStatus status(Fact fact) {
    JsonNode data = fact.data();
    return switch (fact.name()) {
      case "PostToolUseFailure" ->
          data.path("is_interrupt").asBoolean(false) ? ToolStatus.INTERRUPTED : ToolStatus.FAILED;
      case "PermissionDenied" -> ToolStatus.DENIED;
      default -> {
        boolean interrupted = data.path("tool_response").path("interrupted").asBoolean(false);
        yield interrupted ? ToolStatus.INTERRUPTED : seedStatus(data);
      }
    };
  }

  /** Claude Code says nothing more of a call that succeeded; claude-mpm has words for it. */
  private static ToolStatus seedStatus(JsonNode data) {
    return switch (Fact.text(data, "status")) {
      case "blocked" -> ToolStatus.DENIED;
      case "error" -> ToolStatus.FAILED;
      default -> data.path("success").asBoolean(true) ? ToolStatus.OK : ToolStatus.FAILED;
    };
  }

  private static Output output(Fact fact) {
    return switch (fact.name()) {
      case "PostToolUseFailure" -> Outputs.of(fact.data().path("error"));
      case "PermissionDenied" -> Outputs.of(fact.data().path("reason"));
      default -> {
        JsonNode response = fact.data().path("tool_response");
        yield response.isMissingNode() ? seedOutput(fact.data()) : Outputs.of(response);
      }
    };
  }

  private static Output seedOutput(JsonNode data) {
    JsonNode summary = data.path("result_summary");
    JsonNode error = summary.path("error_preview");
    return Outputs.of(error.isTextual() ? error : summary.path("output_preview"));
  }
}
