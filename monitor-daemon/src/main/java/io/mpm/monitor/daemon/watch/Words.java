package io.mpm.monitor.daemon.watch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** What an event says of itself in a few words. */
final class Words {

  private static final int LONGEST = 200;

  /** A tool's word for what it is about, the most telling first. */
  private static final List<String> INPUT =
      List.of(
          "command",
          "file_path",
          "notebook_path",
          "pattern",
          "url",
          "query",
          "description",
          "prompt");

  private static final List<String> DATA =
      List.of(
          "prompt", "error", "message", "last_assistant_message", "file_path", "reason", "source");

  private Words() {}

  static String tool(JsonNode event) {
    return event.path("tool").path("name").asText(event.path("data").path("tool_name").asText(""));
  }

  /** Its subject in one line; empty when it has none. */
  static String subject(JsonNode event) {
    JsonNode data = event.path("data");
    if (data.path("count").isNumber()) {
      return data.path("count").asText() + " events dropped (" + data.path("reason").asText() + ")";
    }
    return first(data.path("tool_input"), INPUT)
        .or(() -> first(data, DATA))
        .map(Words::oneLine)
        .orElse("");
  }

  private static Optional<String> first(JsonNode object, List<String> names) {
    return names.stream()
        .map(name -> object.path(name).asText(""))
        .filter(text -> !text.isBlank())
        .findFirst();
  }

  /**
   * On one line, not too long, and without what a terminal would take for orders: the text may come
   * from any file that Claude has read.
   */
  static String oneLine(String text) {
    String line = text.strip().replaceAll("[\\p{Cc}\\p{Cf}\\s]+", " ");
    return line.codePointCount(0, line.length()) <= LONGEST
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST - 1)) + "…";
  }
}
