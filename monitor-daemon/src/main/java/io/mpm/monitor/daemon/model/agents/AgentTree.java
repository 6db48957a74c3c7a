package io.mpm.monitor.daemon.model.agents;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.model.agents.Agent.Task;
import io.mpm.monitor.daemon.model.agents.Matching.Match;
import io.mpm.monitor.daemon.model.facts.Fact;
import io.mpm.monitor.daemon.model.facts.ShortText;
import io.mpm.monitor.daemon.model.tools.ToolCall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The subagents of one session: who started whom, with what, and what came back. What was only
 * inferred yields to what is told. One thread; the agents that it gives out are values.
 */
public final class AgentTree {

  private static final int MAX_TEXT = 4_000;

  /** What an agent, or a call for one, costs beside its long texts. */
  private static final long OVERHEAD_BYTES = 800;

  private final int maxAgents;
  private final Map<String, Agent> agents = new LinkedHashMap<>();
  private final Map<String, Spawn> spawns = new LinkedHashMap<>();
  private long forgotten;
  private int running;
  private long bytes;

  /**
   * An empty tree.
   *
   * @param maxAgents how many are kept; then the oldest are forgotten, and counted
   */
  public AgentTree(int maxAgents) {
    if (maxAgents < 1) {
      throw new IllegalArgumentException("maxAgents must be positive: " + maxAgents);
    }
    this.maxAgents = maxAgents;
  }

  /** An event of an agent: it is alive, unless the event is older than its end. */
  public void seen(Attribution who, Fact fact) {
    if (who.isMain() || fact.is("SubagentStop")) {
      return;
    }
    alive(who, fact);
    if (fact.is("SubagentStart") && !fact.byHook()) {
      asked(who, fact);
    }
  }

  private void alive(Attribution who, Fact fact) {
    Agent known = agents.get(who.agentId());
    if (known == null) {
      put(Agent.running(who.agentId(), who.type(), fact.at()));
      relink();
      return;
    }
    Agent agent = known.type() == null && who.type() != null ? known.typed(who.type()) : known;
    if (fact.at().isBefore(agent.started())) {
      agent = agent.startedAt(fact.at());
    }
    if (agent.ended() != null && agent.ended().isBefore(fact.at())) {
      boolean worksAgain = fact.is("SubagentStart") || fact.is("PreToolUse");
      agent = worksAgain || !agent.toldEnd() ? agent.resumed() : agent;
    }
    if (!agent.equals(known)) {
      put(agent);
      relink();
    }
  }

  /** A publisher that makes the start up from the call for the agent tells what it is to do. */
  private void asked(Attribution who, Fact fact) {
    Task task = Task.of(fact.data());
    Agent agent = agents.get(who.agentId());
    if (agent != null && !task.equals(Task.UNKNOWN)) {
      put(agent.from(Origin.UNKNOWN, task));
    }
  }

  /** A SubagentStop. */
  public void stopped(Attribution who, Fact fact) {
    Agent known = agents.get(who.agentId());
    Agent agent = known == null ? Agent.running(who.agentId(), who.type(), fact.at()) : known;
    if (agent.ended() != null && agent.toldEnd() && !agent.ended().isBefore(fact.at())) {
      return;
    }
    String said = fact.text("last_assistant_message");
    String results = Fact.text(fact.data().path("structured_response"), "results");
    String words = ShortText.beginning(said.isEmpty() ? results : said, MAX_TEXT);
    boolean failed = fact.data().path("is_error_termination").asBoolean(false);
    put(agent.ended(failed ? AgentStatus.FAILED : AgentStatus.DONE, fact.at(), true, words));
    if (known == null) {
      relink();
    }
  }

  /**
   * A StopFailure, which is all that is told of the end of an agent that failed. The result of its
   * call says "completed" all the same, and may be here before it.
   */
  public void failed(Attribution who, Fact fact) {
    Agent known = agents.get(who.agentId());
    Agent agent = known == null ? Agent.running(who.agentId(), who.type(), fact.at()) : known;
    Instant told = agent.toldEnd() ? agent.ended() : null;
    Instant at = told != null && told.isAfter(fact.at()) ? told : fact.at();
    String said = fact.text("last_assistant_message");
    String words = ShortText.beginning(said.isEmpty() ? fact.text("error") : said, MAX_TEXT);
    put(agent.ended(AgentStatus.FAILED, at, true, words));
  }

  /** An agent has called a tool for the first time that we hear of this call. */
  public void called(String agentId) {
    Agent agent = agents.get(agentId);
    if (agent != null) {
      put(agent.called());
    }
  }

  /** Something new is known of a call that asks for an agent, but not yet its own result. */
  public void spawning(ToolCall call, JsonNode input) {
    Spawn known = spawns.get(call.callId());
    Spawn now = known == null ? Spawn.of(call, input) : known.as(call);
    if (!now.equals(known)) {
      putSpawn(now);
      relink();
    }
  }

  /** A call that asks for an agent and names {@code who} it is, as claude-mpm's publishers do. */
  public void delegated(Attribution who, ToolCall call, Fact fact) {
    JsonNode input = fact.toolInput();
    JsonNode asked = input.has("prompt") ? input : fact.data().path("delegation_details");
    Spawn spawn = Spawn.of(call, asked).of(who.agentId());
    putSpawn(spawn);
    Agent agent = agents.get(who.agentId());
    if (agent != null) {
      put(
          agent.from(
              new Origin(spawn.caller(), spawn.callId(), Confidence.DEFINITIVE), spawn.task()));
    }
  }

  /** A PostToolUse of a call that asked for an agent; answers which agent is over by that. */
  public Optional<String> spawned(ToolCall call, JsonNode input, JsonNode response) {
    return spawned(call, input, Report.of(response));
  }

  /** A PostToolBatch with a call that asked for an agent; answers which agent is over by that. */
  public Optional<String> spawnedInBatch(ToolCall call, JsonNode input, JsonNode response) {
    return spawned(call, input, Report.ofBatch(response));
  }

  private Optional<String> spawned(ToolCall call, JsonNode input, Report report) {
    spawning(call, input);
    Spawn spawn = spawns.get(call.callId());
    Instant at = call.ending().at();
    if (report.agentId().isEmpty() || spawn == null || at == null) {
      return Optional.empty();
    }
    putSpawn(spawn.of(report.agentId()));
    Agent known = agents.get(report.agentId());
    String type = report.type().isEmpty() ? spawn.type() : report.type();
    Agent agent =
        known != null
            ? known
            : Agent.running(report.agentId(), type, spawn.started() == null ? at : spawn.started());
    boolean background = spawn.background() || report.isLaunchOnly();
    agent =
        agent
            .from(new Origin(spawn.caller(), spawn.callId(), Confidence.DEFINITIVE), spawn.task())
            .reported(report, background);
    if (!report.isLaunchOnly()) {
      String words = agent.answer().isEmpty() ? ShortText.beginning(report.result(), MAX_TEXT) : "";
      Instant end = agent.ended();
      agent =
          end != null && agent.toldEnd()
              ? agent.ended(agent.status(), end, true, words)
              : agent.ended(AgentStatus.DONE, at, true, words);
    }
    put(agent);
    relink();
    return Optional.of(agent.id()).filter(id -> !report.isLaunchOnly());
  }

  /** Ends the running agents that {@code which} accepts; answers their ids. */
  public List<String> end(Predicate<Agent> which, AgentStatus how, Instant at) {
    List<String> over = new ArrayList<>();
    if (running == 0) {
      return over;
    }
    for (Agent agent : List.copyOf(agents.values())) {
      if (agent.isRunning() && !agent.started().isAfter(at) && which.test(agent)) {
        put(agent.ended(how, at, false, ""));
        over.add(agent.id());
      }
    }
    return over;
  }

  /**
   * Ends the running agents that work in the background and are not among {@code tasks}, the ids of
   * all that does so at that time, and those whom they have called; answers their ids.
   */
  public List<String> endOthers(Set<String> tasks, AgentStatus how, Instant at) {
    return end(agent -> isGone(agent, tasks, agents.size()), how, at);
  }

  /** The agents that are at work. */
  public List<Agent> running() {
    return agents.values().stream().filter(Agent::isRunning).toList();
  }

  /** They are as they were {@code before}, unless more is known of them than that they are over. */
  public void takeBackEnds(List<Agent> before) {
    for (Agent agent : before) {
      Agent now = agents.get(agent.id());
      if (now != null && !now.isRunning() && !now.toldEnd()) {
        put(agent);
      }
    }
  }

  /**
   * @param steps the most that may lead to the agent in the background; a guess may lead in circles
   */
  private boolean isGone(Agent agent, Set<String> tasks, int steps) {
    if (agent.background()) {
      return !tasks.contains(agent.id());
    }
    Agent caller = agents.get(agent.parent());
    return caller != null && steps > 0 && isGone(caller, tasks, steps - 1);
  }

  /**
   * Works out again what is left to be worked out, from nothing: a guess that new events have made
   * doubtful is taken back.
   */
  private void relink() {
    List<Agent> open =
        agents.values().stream()
            .filter(agent -> !agent.origin().isProven() && agent.type() != null)
            .toList();
    if (open.isEmpty()) {
      return;
    }
    List<Spawn> candidates =
        spawns.values().stream().filter(spawn -> spawn.agentId().isEmpty()).toList();
    for (Match match : Matching.of(open, candidates)) {
      Agent agent = match.agent();
      if (!match.origin().equals(agent.origin())) {
        Spawn spawn = spawns.get(match.origin().callId());
        put(agent.from(match.origin(), spawn == null ? Task.UNKNOWN : spawn.task()));
      }
    }
  }

  private void put(Agent agent) {
    replaced(agents.put(agent.id(), agent), agent);
    if (agents.size() > maxAgents) {
      replaced(agents.remove(agents.keySet().iterator().next()), null);
      forgotten++;
    }
  }

  private void replaced(@Nullable Agent before, @Nullable Agent after) {
    running += (isRunning(after) ? 1 : 0) - (isRunning(before) ? 1 : 0);
    bytes += cost(after) - cost(before);
  }

  private static boolean isRunning(@Nullable Agent agent) {
    return agent != null && agent.isRunning();
  }

  private static long cost(@Nullable Agent agent) {
    return agent == null ? 0 : OVERHEAD_BYTES + agent.answer().length();
  }

  private void putSpawn(Spawn spawn) {
    bytes += cost(spawn) - cost(spawns.put(spawn.callId(), spawn));
    if (spawns.size() > maxAgents) {
      bytes -= cost(spawns.remove(spawns.keySet().iterator().next()));
    }
  }

  /** The prompt is the call's; its agent only points to it. */
  private static long cost(@Nullable Spawn spawn) {
    return spawn == null ? 0 : OVERHEAD_BYTES + spawn.task().prompt().length();
  }

  /** About how much memory it takes. */
  public long bytes() {
    return bytes;
  }

  public @Nullable Agent get(String agentId) {
    return agents.get(agentId);
  }

  /** Whether an agent is at work. */
  public boolean isAnyRunning() {
    return running > 0;
  }

  /** Every agent that is kept, in the order in which they were first heard of. */
  public List<Agent> all() {
    return List.copyOf(agents.values());
  }

  /** How many were called for: Claude Code's own helpers, which have no type, are none of them. */
  public int calledFor() {
    return (int) agents.values().stream().filter(agent -> agent.type() != null).count();
  }

  public long forgotten() {
    return forgotten;
  }
}
