package io.mpm.monitor.daemon.model.tools;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.model.facts.Fact;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * That a command in the background is over: the prompt by which Claude Code lets Claude know, or
 * what Claude hears when it asks.
 *
 * @param taskId the command's own id
 */
record TaskNews(String taskId, ToolStatus status) {

  private static final Pattern NOTIFICATION =
      Pattern.compile(
          "<task-notification>\\s*<task-id>([^<]{1,200})</task-id>[\\s\\S]{0,4096}?"
              + "<status>(\\w{1,40})</status>");

  /** Empty for an event that tells no such thing. */
  static Optional<TaskNews> of(Fact fact) {
    Optional<TaskNews> news =
        switch (fact.name()) {
          case "UserPromptSubmit" -> notified(fact.prompt());
          case "PostToolUse" -> answered(fact.toolName(), fact.data().path("tool_response"));
          default -> Optional.empty();
        };
    return news.filter(told -> told.status() != ToolStatus.RUNNING);
  }

  private static Optional<TaskNews> notified(String prompt) {
    Matcher told = NOTIFICATION.matcher(prompt);
    return told.lookingAt()
        ? Optional.of(new TaskNews(told.group(1), status(told.group(2))))
        : Optional.empty();
  }

  private static Optional<TaskNews> answered(String tool, JsonNode response) {
    return switch (tool) {
      case "TaskOutput" -> Optional.of(output(response.path("task")));
      case "TaskStop" ->
          Optional.of(new TaskNews(Fact.name(response, "task_id"), ToolStatus.INTERRUPTED));
      default -> Optional.empty();
    };
  }

  private static TaskNews output(JsonNode task) {
    Long exitCode = Fact.number(task, "exitCode");
    ToolStatus told = status(Fact.text(task, "status"));
    boolean failed = told == ToolStatus.OK && exitCode != null && exitCode != 0;
    return new TaskNews(Fact.name(task, "task_id"), failed ? ToolStatus.FAILED : told);
  }

  private static ToolStatus status(String word) {
    return switch (word) {
      case "running", "pending" -> ToolStatus.RUNNING;
      case "completed" -> ToolStatus.OK;
      case "failed" -> ToolStatus.FAILED;
      case "killed", "stopped" -> ToolStatus.INTERRUPTED;
      default -> ToolStatus.UNKNOWN;
    };
  }
}
