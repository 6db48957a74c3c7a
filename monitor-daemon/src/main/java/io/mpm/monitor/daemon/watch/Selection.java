package io.mpm.monitor.daemon.watch;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Which events somebody wants to see. What he leaves empty lets everything pass.
 *
 * @param sessions beginnings of session ids
 * @param types types or hook names, in any case, perhaps ending in {@code *}
 * @param tools names of tools, in any case, perhaps ending in {@code *}
 * @param since events from before that time do not pass
 */
public record Selection(
    List<String> sessions, List<String> types, List<String> tools, Instant since) {

  public Selection {
    sessions = List.copyOf(sessions);
    types = List.copyOf(types);
    tools = List.copyOf(tools);
  }

  public boolean accepts(JsonNode event) {
    return matches(sessions, session -> event.path("session_id").asText("").startsWith(session))
        && matches(
            types,
            type ->
                named(type, event.path("type").asText(""))
                    || named(type, event.path("hook_event_name").asText("")))
        && matches(tools, tool -> named(tool, EventDescription.tool(event)))
        && isLateEnough(event);
  }

  private static boolean matches(List<String> wanted, Predicate<String> condition) {
    return wanted.isEmpty() || wanted.stream().anyMatch(condition);
  }

  private static boolean named(String wanted, String name) {
    String lower = wanted.toLowerCase(Locale.ROOT);
    String candidate = name.toLowerCase(Locale.ROOT);
    return lower.endsWith("*")
        ? candidate.startsWith(lower.substring(0, lower.length() - 1))
        : candidate.equals(lower);
  }

  private boolean isLateEnough(JsonNode event) {
    try {
      return !Instant.parse(event.path("timestamp").asText("")).isBefore(since);
    } catch (DateTimeException e) {
      // A publisher's own idea of time: better one line too many.
      return true;
    }
  }
}
