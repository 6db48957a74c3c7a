package io.mpm.monitor.daemon.seed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.codec.Json;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What claude-mpm says of a tool that is about to run. */
final class ToolStarts {

  private static final Set<String> EDITS = Set.of("Write", "Edit", "MultiEdit");
  private static final Set<String> FILES =
      Set.of("Write", "Edit", "MultiEdit", "Read", "LS", "Glob");
  private static final Set<String> RUNS = Set.of("Bash", "NotebookEdit");

  private static final List<String> DANGEROUS =
      List.of("rm -rf", "sudo", "chmod 777", "curl", "wget", "> /etc/", "dd if=");
  private static final List<String> DOUBTFUL = List.of("install", "delete", "format", "kill");
  private static final List<String> OF_THE_SYSTEM = List.of("/etc/", "/usr/", "/var/", "/sys/");

  private static final int TASK_PREVIEW = 100;

  private ToolStarts() {}

  static void addTo(Derived derived) {
    String tool = derived.said("tool_name");
    JsonNode input = derived.data().path("tool_input");
    derived.set("tool_parameters", ToolParameters.of(tool, input));
    derived.text("operation_type", operation(tool));
    derived.number("parameter_count", input.isObject() ? input.size() : 0);
    derived.flag("is_file_operation", FILES.contains(tool));
    derived.flag("is_execution", RUNS.contains(tool));
    derived.flag("is_delegation", ToolParameters.isDelegation(tool));
    derived.text("security_risk", risk(tool, input));
    if (ToolParameters.isDelegation(tool)) {
      derived.set("delegation_details", delegation(input));
    }
  }

  private static String operation(String tool) {
    return switch (tool) {
      case "Read", "LS", "Glob", "Grep", "NotebookRead" -> "read";
      case "Write", "Edit", "MultiEdit", "NotebookEdit" -> "write";
      case "Bash" -> "execute";
      case "WebFetch", "WebSearch" -> "network";
      case "TodoWrite" -> "task_management";
      default -> ToolParameters.isDelegation(tool) ? "delegation" : "other";
    };
  }

  private static String risk(String tool, JsonNode input) {
    if (tool.equals("Bash")) {
      String command = input.path("command").asText("");
      if (Derived.hasAny(command, DANGEROUS)) {
        return "high";
      }
      return Derived.hasAny(command, DOUBTFUL) ? "medium" : "low";
    }
    if (EDITS.contains(tool)) {
      String path = input.path("file_path").asText("");
      if (OF_THE_SYSTEM.stream().anyMatch(path::contains)) {
        return "high";
      }
      return path.startsWith("/") ? "medium" : "low";
    }
    return "low";
  }

  private static ObjectNode delegation(JsonNode input) {
    String agent = input.path("subagent_type").asText("unknown");
    String prompt = input.path("prompt").asText("");
    String description = input.path("description").asText("");
    String preview = prompt.isEmpty() ? description : prompt;
    return Json.object()
        .put("agent_type", agent.toLowerCase(Locale.ROOT).replace('_', '-'))
        .put("original_agent_type", agent)
        .put("prompt", prompt)
        .put("description", description)
        .put("task_preview", Derived.beginning(preview, TASK_PREVIEW));
  }
}
