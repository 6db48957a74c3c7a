package io.mpm.monitor.daemon.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.delivery.PublishedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Made-up sessions that run at the same time, with parallel agents of one type, parallel calls,
 * failures and interruptions; and what truly happened in them. Events get lost, come twice and come
 * late. The same seed makes the same events.
 */
final class ParallelSessions {

  /** How much goes wrong on the way. */
  record Faults(double lost, double doubled, int lateByMs) {
    static final Faults NONE = new Faults(0, 0, 0);
  }

  /** What truly became of a call, and which of its events are left. */
  static final class Call {
    final String session;
    final String id;
    final String name;
    final String agent;
    final String status;
    final String path;
    String startedAgent = "";
    boolean endArrives;
    boolean batchArrives;
    boolean anyArrives;

    Call(String session, String id, String name, String agent, String status, String path) {
      this.session = session;
      this.id = id;
      this.name = name;
      this.agent = agent;
      this.status = status;
      this.path = path;
    }

    @Override
    public String toString() {
      return session + " " + id + " " + name + " " + agent + " " + status;
    }
  }

  private record Sent(long at, ObjectNode payload) {}

  private record Arrival(double when, long at, ObjectNode payload) {}

  private final Random random;
  private final Faults faults;
  private final Map<String, Call> calls = new HashMap<>();
  private final List<PublishedEvent> events = new ArrayList<>();
  private final List<String> endedSessions = new ArrayList<>();

  ParallelSessions(long seed, int sessions, int turns, Faults faults) {
    this(seed, 0, sessions, turns, faults);
  }

  /** Sessions with the numbers from {@code first} to one before {@code end}. */
  ParallelSessions(long seed, int first, int end, int turns, Faults faults) {
    this.random = new Random(seed);
    this.faults = faults;
    List<Arrival> arrivals = new ArrayList<>();
    for (int s = first; s < end; s++) {
      for (Sent sent : new OneSession("session-" + s, turns).play()) {
        arrive(sent, arrivals);
      }
    }
    arrivals.sort(Comparator.comparingDouble(Arrival::when));
    for (Arrival arrival : arrivals) {
      Instant at = Story.START.plusMillis(arrival.at());
      events.add(new PublishedEvent("id-" + events.size(), at, "", arrival.payload()));
    }
  }

  List<PublishedEvent> events() {
    return events;
  }

  Map<String, Call> calls() {
    return calls;
  }

  List<String> endedSessions() {
    return endedSessions;
  }

  private void arrive(Sent sent, List<Arrival> arrivals) {
    if (random.nextDouble() < faults.lost()) {
      return;
    }
    mark(sent.payload());
    int copies = random.nextDouble() < faults.doubled() ? 2 : 1;
    for (int copy = 0; copy < copies; copy++) {
      double late = faults.lateByMs() == 0 ? 0 : random.nextInt(faults.lateByMs());
      arrivals.add(new Arrival(sent.at() + late, sent.at(), sent.payload()));
    }
  }

  private void mark(ObjectNode payload) {
    String session = payload.path("session_id").asText();
    String name = payload.path("hook_event_name").asText();
    Call call = calls.get(session + " " + payload.path("tool_use_id").asText());
    if (call != null) {
      call.anyArrives = true;
      call.endArrives |= !name.equals("PreToolUse");
    }
    payload
        .path("tool_calls")
        .forEach(
            element -> {
              Call batched = calls.get(session + " " + element.path("tool_use_id").asText());
              batched.anyArrives = true;
              batched.batchArrives = true;
            });
    if (name.equals("SessionEnd")) {
      endedSessions.add(session);
    }
  }

  /** One session's events, in the order of their times. */
  private final class OneSession {
    private final String id;
    private final int turns;
    private final List<Sent> sent = new ArrayList<>();
    private int nextCall;
    private int nextAgent;

    OneSession(String id, int turns) {
      this.id = id;
      this.turns = turns;
    }

    List<Sent> play() {
      long now = random.nextInt(5_000);
      send(now, "SessionStart", "main").put("source", "startup");
      for (int turn = 0; turn < turns; turn++) {
        now += 200;
        send(now, "UserPromptSubmit", "main")
            .put("prompt", "turn " + turn)
            .put("prompt_id", id + "-" + turn);
        boolean interrupted = random.nextInt(5) == 0;
        now = work(now, "main", 3, 0);
        now = interrupted ? interrupt(now) : stop(now);
      }
      send(now + 200, "SessionEnd", "main").put("reason", "other");
      sent.sort(Comparator.comparingLong(Sent::at));
      return sent;
    }

    private long stop(long now) {
      send(now + 200, "Stop", "main");
      return now + 400;
    }

    private long interrupt(long now) {
      long at = now + 200;
      for (int i = 0; i <= random.nextInt(2); i++) {
        Call call = plainCall("main", "interrupted");
        send(at + i, "PreToolUse", "main").setAll(toolFields(call));
      }
      return at + 1_000;
    }

    /** Some batches of parallel calls, one of which may be of agents; answers when all is over. */
    private long work(long from, String agent, int batches, int depth) {
      long now = from;
      for (int batch = 0; batch < batches; batch++) {
        now += 200;
        boolean spawns = depth < 2 && random.nextInt(4 + 8 * depth) == 0;
        now = spawns ? agents(now, agent, depth) : plain(now, agent);
      }
      return now;
    }

    private long plain(long from, String agent) {
      List<Call> batch = new ArrayList<>();
      long over = from;
      for (int i = 0; i <= random.nextInt(3); i++) {
        Call call = plainCall(agent, random.nextInt(8) == 0 ? "failed" : "ok");
        batch.add(call);
        long begin = from + random.nextInt(5);
        long end = begin + 1 + random.nextInt(300);
        send(begin, "PreToolUse", agent).setAll(toolFields(call));
        end(end, call, Json.object());
        over = Math.max(over, end);
      }
      return batch(over + 5, agent, batch);
    }

    private long agents(long from, String agent, int depth) {
      List<Call> batch = new ArrayList<>();
      long over = from;
      for (int i = 0; i <= random.nextInt(4); i++) {
        Call call = call("Agent", agent, "ok", "");
        call.startedAgent = id + "-agent-" + nextAgent++;
        batch.add(call);
        long begin = from + random.nextInt(10);
        send(begin, "PreToolUse", agent).setAll(toolFields(call));
        send(begin + 3 + random.nextInt(20), "SubagentStart", call.startedAgent);
        long end = work(begin + 30, call.startedAgent, 1 + random.nextInt(3), depth + 1) + 200;
        send(end, "SubagentStop", call.startedAgent)
            .put("last_assistant_message", "I am " + call.startedAgent);
        ObjectNode response =
            Json.object().put("status", "completed").put("agentId", call.startedAgent);
        end(end + 10, call, response);
        over = Math.max(over, end + 10);
      }
      return batch(over + 5, agent, batch);
    }

    private void end(long at, Call call, ObjectNode response) {
      boolean ok = call.status.equals("ok");
      ObjectNode end = send(at, ok ? "PostToolUse" : "PostToolUseFailure", call.agent);
      end.setAll(toolFields(call));
      if (ok) {
        end.set("tool_response", response);
      } else {
        end.put("error", "Exit code 3");
      }
    }

    private long batch(long at, String agent, List<Call> batch) {
      ArrayNode elements = send(at, "PostToolBatch", agent).putArray("tool_calls");
      for (Call call : batch) {
        ObjectNode element = toolFields(call);
        if (call.startedAgent.isEmpty()) {
          element.put("tool_response", call.status.equals("ok") ? "fine" : "Exit code 3");
        } else {
          ArrayNode parts = element.putArray("tool_response");
          parts.addObject().put("type", "text").put("text", "agentId: somebody-else");
          parts
              .addObject()
              .put("type", "text")
              .put("text", "agentId: " + call.startedAgent + " (x)");
        }
        elements.add(element);
      }
      return at;
    }

    private Call plainCall(String agent, String status) {
      String name = List.of("Read", "Write", "Edit", "Bash", "Grep").get(random.nextInt(5));
      // Few files, so that many calls are of the same one at the same time.
      String path = name.equals("Bash") ? "" : "/home/dev/" + id + "/" + random.nextInt(5);
      return call(name, agent, status, path);
    }

    private Call call(String name, String agent, String status, String path) {
      Call call = new Call(id, "toolu_" + nextCall++, name, agent, status, path);
      calls.put(id + " " + call.id, call);
      return call;
    }

    private ObjectNode toolFields(Call call) {
      ObjectNode fields = Json.object().put("tool_name", call.name).put("tool_use_id", call.id);
      ObjectNode input = fields.putObject("tool_input");
      switch (call.name) {
        case "Agent" -> input.put("subagent_type", "Explore").put("prompt", call.startedAgent);
        case "Bash" -> input.put("command", "make test");
        case "Grep" -> input.put("pattern", "x").put("path", call.path);
        default -> input.put("file_path", call.path);
      }
      return fields;
    }

    private ObjectNode send(long at, String name, String agent) {
      ObjectNode payload =
          Json.object()
              .put("session_id", id)
              .put("cwd", "/home/dev/" + id)
              .put("hook_event_name", name);
      if (!agent.equals("main")) {
        payload.put("agent_id", agent).put("agent_type", "Explore");
      }
      sent.add(new Sent(at, payload));
      return payload;
    }
  }
}
