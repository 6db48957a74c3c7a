package io.mpm.monitor.daemon.watch;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.model.tools.Inputs;
import io.mpm.monitor.protocol.text.Counted;
import java.util.List;

/** What an event says of itself in a few words. */
final class EventDescription {

  private static final int LONGEST = 200;

  private static final List<String> DATA =
      List.of(
          "prompt", "error", "message", "last_assistant_message", "file_path", "reason", "source");

  private EventDescription() {}

  static String tool(JsonNode event) {
    return event.path("tool").path("name").asText(event.path("data").path("tool_name").asText(""));
  }

  /** Its subject in one line; empty when it has none. */
  static String subject(JsonNode event) {
    JsonNode data = event.path("data");
    if (data.path("count").isNumber()) {
      return Counted.of(data.path("count").asLong(), "event")
          + " dropped ("
          + data.path("reason").asText()
          + ")";
    }
    String called = Inputs.subject(data.path("tool_input"));
    return oneLine(called.isBlank() ? first(data, DATA) : called);
  }

  private static String first(JsonNode object, List<String> names) {
    return names.stream()
        .map(name -> object.path(name).asText(""))
        .filter(text -> !text.isBlank())
        .findFirst()
        .orElse("");
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
