package io.mpm.monitor.daemon.model.tools;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.model.facts.Fact;
import io.mpm.monitor.daemon.model.facts.ShortText;
import java.util.List;

/** What a tool was called with. Pure. */
public final class Inputs {

  private static final int SUMMARY_CHARS = 200;

  /** A tool's own words for its subject, the most telling first. */
  private static final List<String> SUBJECTS =
      List.of(
          "command",
          "file_path",
          "notebook_path",
          "pattern",
          "url",
          "query",
          "subject",
          "description",
          "prompt",
          "skill",
          "path");

  private Inputs() {}

  static String summary(JsonNode input) {
    return ShortText.oneLine(subject(input), SUMMARY_CHARS);
  }

  /** The text that says most of what a call is about; empty when its input has none. */
  public static String subject(JsonNode input) {
    String task = Fact.text(input, "taskId");
    if (!task.isBlank()) {
      String status = Fact.text(input, "status");
      return status.isBlank() ? "#" + task : "#" + task + " → " + status;
    }
    for (String subject : SUBJECTS) {
      String text = Fact.text(input, subject);
      if (!text.isBlank()) {
        return text;
      }
    }
    for (JsonNode value : input) {
      if (value.isTextual() && !value.textValue().isBlank()) {
        return value.textValue();
      }
    }
    return "";
  }
}
