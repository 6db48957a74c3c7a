package io.mpm.monitor.it.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.codec.Json;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Hooks of several sessions at work, made up, and the same for the same source of chance: prompts,
 * parallel calls of about a kilobyte of which some fail, subagents. For one thread.
 */
final class Traffic {

  private static final int SESSIONS = 8;
  private static final int PARALLEL_CALLS = 3;
  private static final int STEPS_IN_A_TURN = 60;
  private static final int CALLS_OF_AN_AGENT = 20;
  private static final double FAILING = 0.04;
  private static final double STARTING_AN_AGENT = 0.02;
  private static final List<String> TOOLS = List.of("Bash", "Read", "Edit", "Grep");

  private final RandomGenerator chance;
  private final InstantSource clock;
  private final List<Session> sessions = new ArrayList<>();
  private int calls;

  /**
   * @param clock tells when each hook ran
   */
  Traffic(RandomGenerator chance, InstantSource clock) {
    this.chance = chance;
    this.clock = clock;
    for (int i = 0; i < SESSIONS; i++) {
      sessions.add(new Session(uuid(), "/home/dev/project-" + i));
    }
  }

  /** The next hook, as an element of a batch. */
  ObjectNode next() {
    ObjectNode data = sessions.get(chance.nextInt(SESSIONS)).next();
    ObjectNode event = Json.object();
    event.put("id", uuid()).put("timestamp", clock.instant().toString()).put("hook", "from-test");
    event.set("data", data);
    return event;
  }

  private String uuid() {
    return new UUID(chance.nextLong(), chance.nextLong()).toString();
  }

  private static String lines(int count, String text) {
    return (text + "\n").repeat(count);
  }

  /** A call in flight, as its start told of it. */
  private record Call(String tool, ObjectNode start) {}

  private final class Session {

    private final String id;
    private final String folder;
    private final List<Call> running = new ArrayList<>();
    private final Deque<ObjectNode> due = new ArrayDeque<>();
    private Call asking = new Call("", Json.object());
    private String agent = "";
    private int callsOfAgent;
    private int steps;

    Session(String id, String folder) {
      this.id = id;
      this.folder = folder;
      due.add(hook("SessionStart").put("source", "startup").put("model", "claude-opus-4-8"));
    }

    private ObjectNode hook(String event) {
      return Json.object()
          .put("session_id", id)
          .put("transcript_path", "/home/dev/.claude/projects" + folder + "/" + id + ".jsonl")
          .put("cwd", folder)
          .put("permission_mode", "default")
          .put("hook_event_name", event);
    }

    ObjectNode next() {
      if (!due.isEmpty()) {
        return due.remove();
      }
      steps++;
      if (steps == 1) {
        return hook("UserPromptSubmit").put("prompt", "Make the shop " + steps + " faster, please");
      }
      boolean over = steps > STEPS_IN_A_TURN;
      if (over && running.isEmpty()) {
        steps = 0;
        return hook("Stop").put("last_assistant_message", "The shop is faster now.");
      }
      boolean begins = running.isEmpty() || chance.nextBoolean();
      return begins && !over && running.size() < PARALLEL_CALLS ? begin() : end();
    }

    private ObjectNode begin() {
      if (agent.isEmpty() && chance.nextDouble() < STARTING_AN_AGENT) {
        return beginAgent();
      }
      if (!agent.isEmpty() && callsOfAgent++ == CALLS_OF_AN_AGENT && running.isEmpty()) {
        return endAgent();
      }
      Call call = call(TOOLS.get(chance.nextInt(TOOLS.size())));
      running.add(call);
      return call.start();
    }

    private Call call(String tool) {
      String file = folder + "/src/main/part" + chance.nextInt(12) + "/File" + chance.nextInt(9);
      ObjectNode start = hook("PreToolUse").put("tool_name", tool);
      if (!agent.isEmpty()) {
        start.put("agent_id", agent).put("agent_type", "general-purpose");
      }
      ObjectNode input =
          start
              .put("tool_use_id", "toolu_" + calls++)
              .putObject("tool_input")
              .put("description", tool);
      switch (tool) {
        case "Bash" -> input.put("command", "grep -rn fox src/main | head -" + chance.nextInt(99));
        case "Grep" -> input.put("pattern", "fox" + chance.nextInt(99)).put("path", folder);
        case "Edit" ->
            input
                .put("file_path", file + ".java")
                .put("old_string", lines(4, "  int fox = 1;"))
                .put("new_string", lines(5, "  int fox = 2;"));
        default -> input.put("file_path", file + ".java");
      }
      return new Call(tool, start);
    }

    private ObjectNode end() {
      Call call = running.remove(chance.nextInt(running.size()));
      ObjectNode end = call.start().deepCopy();
      if (chance.nextDouble() < FAILING) {
        return end.put("hook_event_name", "PostToolUseFailure").put("error", "exit code 1");
      }
      end.put("hook_event_name", "PostToolUse").put("duration_ms", chance.nextInt(4_000));
      ObjectNode response = end.putObject("tool_response");
      switch (call.tool()) {
        case "Edit" -> response.put("filePath", call.start().at("/tool_input/file_path").asText());
        case "Read" ->
            response.putObject("file").put("content", lines(20, "the quick brown fox jumps"));
        default ->
            response.put("stdout", lines(1 + chance.nextInt(16), "src/main/Shop.java: the fox"));
      }
      return end;
    }

    private ObjectNode beginAgent() {
      asking = call("Agent");
      agent = "a" + uuid().substring(0, 12);
      callsOfAgent = 0;
      due.add(hookOfAgent("SubagentStart"));
      return asking.start();
    }

    private ObjectNode endAgent() {
      ObjectNode stop = hookOfAgent("SubagentStop").put("last_assistant_message", "Found it.");
      ObjectNode result = asking.start().deepCopy().put("hook_event_name", "PostToolUse");
      result.putObject("tool_response").put("agentId", agent).put("status", "completed");
      due.add(result);
      agent = "";
      return stop;
    }

    private ObjectNode hookOfAgent(String event) {
      return hook(event).put("agent_id", agent).put("agent_type", "general-purpose");
    }
  }
}
