package io.mpm.monitor.daemon.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.codec.Json;

/**
 * What a hook is tried out with: an event that says of itself that it is a test, and belongs to no
 * session, so that no account of one ever counts it.
 *
 * @param run tells the events of one trial from those of another
 * @param event the event whose hook is tried
 */
record TestEvent(String run, String event) {

  /** As it is found among the events that a daemon holds. */
  static final String TYPE = "monitor.test";

  /** What Claude Code would write to the hook's standard input. */
  byte[] payload() {
    ObjectNode payload =
        Json.object()
            .put("hook_event_name", "MonitorTest")
            .put("tested_event", event)
            .put("test_run", run)
            .put("message", "A test of the hook for " + event + "; no session is behind it.");
    return Json.bytes(payload);
  }

  /** Whether that is this event. */
  boolean is(JsonNode data) {
    return isOf(run, data) && data.path("tested_event").asText().equals(event);
  }

  /** Whether that is one of that trial. */
  static boolean isOf(String run, JsonNode data) {
    return data.path("test_run").asText().equals(run);
  }
}
