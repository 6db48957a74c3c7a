package io.mpm.monitor.daemon.seed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.model.tools.Outputs;
import io.mpm.monitor.protocol.codec.Json;

/** What claude-mpm says of a tool that has run. */
final class ToolEnds {

  private ToolEnds() {}

  /**
   * Adds it.
   *
   * @param tool what the daemon knows of the call
   */
  static void addTo(Derived derived, JsonNode tool) {
    String output = Outputs.text(derived.data().path("tool_response"));
    String error = derived.said("error");
    int code = exitCode(tool.path("status").asText(""), error);
    derived.number("exit_code", code);
    derived.flag("success", code == 0);
    derived.text("status", code == 0 ? "success" : code == 2 ? "blocked" : "error");
    derived.set("duration_ms", duration(tool));
    boolean failed = !error.isEmpty() || code != 0;
    derived.set("result_summary", summary(code, output, failed, error));
    derived.flag("has_output", !output.isBlank());
    derived.flag("has_error", failed);
    derived.number("output_size", output.length());
  }

  /** Claude Code tells none; claude-mpm knows 0, 2 for what was not allowed, and others. */
  private static int exitCode(String status, String error) {
    return switch (status) {
      case "denied" -> 2;
      case "failed", "interrupted" -> 1;
      default -> error.isEmpty() ? 0 : 1;
    };
  }

  private static JsonNode duration(JsonNode tool) {
    JsonNode known = tool.path("duration_ms");
    return known.isNumber() ? known : Json.object().nullNode();
  }

  private static ObjectNode summary(int code, String output, boolean failed, String error) {
    ObjectNode summary =
        Json.object()
            .put("exit_code", code)
            .put("has_output", !output.isBlank())
            .put("has_error", failed);
    if (!output.isEmpty()) {
      summary
          .put("output_preview", Derived.preview(output))
          .put("output_lines", output.split("\n", -1).length);
    }
    if (failed) {
      summary.put("error_preview", Derived.preview(error));
    }
    return summary;
  }
}
