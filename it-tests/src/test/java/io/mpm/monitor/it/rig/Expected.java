package io.mpm.monitor.it.rig;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The model: which events the hooks have left, and what a page must show of them. Safe from any
 * thread.
 */
public final class Expected {

  /**
   * One event.
   *
   * @param step the events of one session with a smaller step had left their hooks before this one
   *     began; those of one step ran at the same time
   * @param certain whether its file was written; when the disk was full nobody knows
   */
  public record Event(String marker, String session, int step, JsonNode payload, boolean certain) {}

  private final Map<String, Event> byMarker = new LinkedHashMap<>();

  public synchronized void add(Event event) {
    byMarker.put(event.marker(), event);
  }

  public synchronized int size() {
    return byMarker.size();
  }

  /** Those of which nobody knows whether the disk took them. */
  public synchronized long uncertain() {
    return byMarker.values().stream().filter(event -> !event.certain()).count();
  }

  /** The certain ones that are missing among those shown. */
  public synchronized List<Event> missing(List<JsonNode> shown) {
    Map<String, Event> missing = new LinkedHashMap<>(byMarker);
    missing.values().removeIf(event -> !event.certain());
    shown.forEach(event -> missing.remove(marker(event)));
    return List.copyOf(missing.values());
  }

  /**
   * Nothing is missing, double, changed, unknown, or before what it came after. A hook on a full
   * disk takes away what it could not finish; the proxy may have seen it and tell of it.
   */
  public synchronized void verify(List<JsonNode> shown) {
    assertThat(missing(shown)).as("missing").isEmpty();
    long toldAsGone = 0;
    List<String> wrong = new ArrayList<>();
    Map<String, JsonNode> seen = new HashMap<>();
    Map<String, Integer> steps = new HashMap<>();
    for (JsonNode event : shown) {
      Event known = byMarker.get(marker(event));
      if (isTakenAwayByHooks(event)) {
        toldAsGone += event.path("data").path("count").asLong();
        continue;
      }
      if (known == null) {
        wrong.add("nobody sent " + event);
        continue;
      }
      JsonNode before = seen.put(known.marker(), event);
      if (before != null) {
        wrong.add("twice: " + before + " and " + event);
      }
      if (!event.path("data").equals(known.payload())) {
        wrong.add("changed: " + event + " was sent as " + known.payload());
      }
      if (!event.path("session_id").asText().equals(known.session())) {
        wrong.add("of another session: " + event);
      }
      int newest = steps.merge(known.session(), known.step(), Math::max);
      if (newest > known.step()) {
        wrong.add("after step " + newest + " of its session: " + brief(known));
      }
    }
    assertThat(wrong).isEmpty();
    long shownThoughUncertain = seen.keySet().stream().filter(marker -> !certain(marker)).count();
    assertThat(toldAsGone)
        .as("told as gone, of those that nobody knows of")
        .isLessThanOrEqualTo(uncertain() - shownThoughUncertain);
  }

  private boolean certain(String marker) {
    Event event = byMarker.get(marker);
    return event != null && event.certain();
  }

  private static boolean isTakenAwayByHooks(JsonNode event) {
    return event.path("type").asText().equals("monitor.events_dropped")
        && event.path("data").path("reason").asText().equals("vanished");
  }

  private static String marker(JsonNode event) {
    return event.path("data").path("oracle").path("marker").asText();
  }

  public static String brief(Event event) {
    return "%s (%s, step %d)".formatted(event.marker(), event.session(), event.step());
  }
}
