package io.mpm.monitor.daemon.claude;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.event.HookNames;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes our hooks as they stand in Claude Code's settings. Each has a small timeout of its own:
 * without one Claude Code would wait for ten minutes.
 *
 * @param program what is run, without a shell between: a path, or a name that {@code PATH} finds
 * @param door where events go by HTTP
 */
public record HookEntries(String program, HookMode mode, HookTarget door) {

  /** By then Claude Code goes on without us. */
  static final int TIMEOUT_SECONDS = 2;

  /** Our mark on hooks that run no program with our name. */
  static final String MARK_HEADER = "X-Hook-Of";

  static final String MARK = "mpm-monitor";

  /** What an HTTP hook shows its right with, when the secret itself is not in the settings. */
  public static final String TOKEN_VARIABLE = "MPM_MONITOR_PRODUCER_TOKEN";

  /**
   * Where the daemon takes events.
   *
   * @param token the producer token, or empty: then Claude Code takes it from {@link
   *     #TOKEN_VARIABLE}
   */
  public record HookTarget(int port, String token) {

    @Override
    public String toString() {
      return "HookTarget[port=" + port + "]";
    }
  }

  /** One matcher group for each event, in their order. */
  public Map<String, ObjectNode> forEvents(Collection<String> events) {
    Map<String, ObjectNode> groups = new LinkedHashMap<>();
    for (String event : events) {
      ObjectNode group = Json.object();
      group.putArray("hooks").add(handler(event));
      groups.put(event, group);
    }
    return groups;
  }

  private ObjectNode handler(String event) {
    return mode == HookMode.HTTP && HookEvents.allowsHttp(event) ? http(event) : command(event);
  }

  private ObjectNode command(String event) {
    ObjectNode handler = Json.object().put("type", "command");
    String word = HookNames.toWord(event);
    if (program.endsWith(".cmd")) {
      // Windows runs such a file only through a shell.
      handler.put("command", '"' + program + "\" " + word);
    } else {
      handler.put("command", program).putArray("args").add(word);
    }
    handler.put("timeout", TIMEOUT_SECONDS);
    if (mode == HookMode.ASYNC && HookEvents.allowsAsync(event)) {
      handler.put("async", true);
    }
    return handler;
  }

  private ObjectNode http(String event) {
    ObjectNode handler =
        Json.object()
            .put("type", "http")
            .put(
                "url",
                "http://127.0.0.1:%d/hooks/%s".formatted(door.port(), HookNames.toWord(event)));
    String token = door.token().isEmpty() ? "$" + TOKEN_VARIABLE : door.token();
    handler.putObject("headers").put("Authorization", "Bearer " + token).put(MARK_HEADER, MARK);
    if (door.token().isEmpty()) {
      handler.putArray("allowedEnvVars").add(TOKEN_VARIABLE);
    }
    return handler.put("timeout", TIMEOUT_SECONDS);
  }
}
