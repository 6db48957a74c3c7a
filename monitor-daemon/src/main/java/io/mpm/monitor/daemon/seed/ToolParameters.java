package io.mpm.monitor.daemon.seed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.codec.Json;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The {@code tool_parameters} of claude-mpm: what of a tool's input its pages look at. */
final class ToolParameters {

  private static final int COMMAND = 100;
  private static final int WEB_PROMPT = 50;

  private ToolParameters() {}

  /** Whether the tool starts another agent, under its old name or its new one. */
  static boolean isDelegation(String tool) {
    return tool.equals("Task") || tool.equals("Agent");
  }

  static ObjectNode of(String tool, JsonNode input) {
    ObjectNode parameters = Json.object();
    if (!input.isObject()) {
      return parameters.put("raw_input", input.asText(""));
    }
    parameters.put("input_type", "dict");
    ArrayNode keys = parameters.putArray("param_keys");
    input.fieldNames().forEachRemaining(keys::add);
    switch (tool) {
      case "Write", "Edit", "MultiEdit", "Read", "NotebookRead", "NotebookEdit" ->
          addFile(parameters, tool, input);
      case "Bash" -> addCommand(parameters, input);
      case "Grep", "Glob" -> {
        parameters.put("pattern", text(input, "pattern")).put("path", text(input, "path"));
        parameters.set("output_mode", orNull(input.path("output_mode")));
      }
      case "WebFetch" ->
          parameters
              .put("url", text(input, "url"))
              .put("prompt", Derived.beginning(text(input, "prompt"), WEB_PROMPT));
      case "Task", "Agent" -> addDelegation(parameters, input);
      case "TodoWrite" -> addTodos(parameters, input.path("todos"));
      default -> {}
    }
    return parameters;
  }

  private static void addFile(ObjectNode parameters, String tool, JsonNode input) {
    JsonNode path = input.path("file_path");
    parameters.set("file_path", orNull(path.isTextual() ? path : input.path("notebook_path")));
    String content = text(input, input.has("content") ? "content" : "new_string");
    parameters
        .put("content_length", content.length())
        .put("is_create", tool.equals("Write"))
        .put("is_edit", tool.endsWith("Edit"));
  }

  private static void addCommand(ObjectNode parameters, JsonNode input) {
    String command = text(input, "command");
    parameters
        .put("command", Derived.beginning(command, COMMAND))
        .put("command_length", command.length())
        .put("has_pipe", command.contains("|"))
        .put("has_redirect", command.contains(">") || command.contains("<"));
    parameters.set("timeout", orNull(input.path("timeout")));
  }

  private static void addDelegation(ObjectNode parameters, JsonNode input) {
    String agent = input.path("subagent_type").asText("unknown");
    String prompt = text(input, "prompt");
    parameters
        .put("subagent_type", agent)
        .put("description", text(input, "description"))
        .put("prompt", prompt)
        .put("prompt_preview", Derived.preview(prompt))
        .put("is_pm_delegation", agent.equals("pm"))
        .put("is_research_delegation", agent.equals("research"))
        .put("is_engineer_delegation", agent.equals("engineer"));
  }

  private static void addTodos(ObjectNode parameters, JsonNode todos) {
    Map<String, Integer> statuses = new TreeMap<>();
    TreeSet<String> priorities = new TreeSet<>();
    for (JsonNode todo : todos) {
      statuses.merge(todo.path("status").asText("pending"), 1, Integer::sum);
      priorities.add(todo.path("priority").asText("medium"));
    }
    parameters.put("todo_count", todos.size()).set("todos", todos);
    ObjectNode summary = parameters.putObject("todo_summary").put("total", todos.size());
    statuses.forEach(summary.putObject("status_counts")::put);
    for (String status : new String[] {"in_progress", "pending", "completed"}) {
      parameters.put("has_" + status, statuses.containsKey(status));
    }
    priorities.forEach(parameters.putArray("priorities")::add);
  }

  private static String text(JsonNode input, String name) {
    return input.path(name).asText("");
  }

  private static JsonNode orNull(JsonNode node) {
    return node.isMissingNode() ? Json.object().nullNode() : node;
  }
}
