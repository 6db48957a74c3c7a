package io.mpm.monitor.daemon.seed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.store.StoredEvent;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;

/**
 * An event in the shape that claude-mpm's own clients know: to what a hook of Claude Code said
 * stands beside it what claude-mpm's hook made of that, such as {@code tool_parameters}. Nothing
 * that is there is changed. Pure, for any thread.
 */
public final class SeedShape {

  private static final String POST_TOOL = "hook.post_tool";

  private SeedShape() {}

  /** The whole event as UTF-8; as it is held when claude-mpm's publishers sent it. */
  public static byte[] of(StoredEvent held) {
    JsonNode event;
    try {
      event = Json.parseMessage(held.json());
    } catch (MalformedJsonException e) {
      throw new IllegalStateException("held is what was written here: " + held, e);
    }
    if (!event.path("source").asText().equals("claude-code")
        || !(event instanceof ObjectNode whole)
        || !(event.get("data") instanceof ObjectNode data)) {
      return held.json();
    }
    addTo(whole, data);
    return Json.bytes(whole);
  }

  private static void addTo(ObjectNode event, ObjectNode data) {
    Derived derived = new Derived(data);
    derived.text("working_directory", data.path("cwd").asText(""));
    derived.text("git_branch", "Unknown");
    derived.text("timestamp", event.path("timestamp").asText());
    switch (event.path("type").asText()) {
      case "hook.user_prompt" -> Prompts.addTo(derived);
      case "hook.pre_tool" -> ToolStarts.addTo(derived);
      case POST_TOOL -> ToolEnds.addTo(derived, event.path("tool"));
      case "hook.post_tool_use_failure" -> {
        // Its clients wait for the one end that they know.
        event.put("type", POST_TOOL);
        ToolEnds.addTo(derived, event.path("tool"));
      }
      case "hook.notification" -> Notices.addNotification(derived);
      case "hook.stop" -> Notices.addStop(derived);
      case "hook.subagent_stop" -> Notices.addSubagentStop(derived);
      default -> {}
    }
  }
}
