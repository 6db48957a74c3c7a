package io.mpm.monitor.daemon.model.agents;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.model.agents.Agent.Task;
import io.mpm.monitor.daemon.model.facts.Fact;
import io.mpm.monitor.daemon.model.tools.ToolCall;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call that asks for an agent.
 *
 * @param started null when its start was never told
 * @param ended null while it runs
 * @param agentId the agent that it has started; empty until it says so itself
 */
record Spawn(
    String callId,
    String caller,
    String type,
    Task task,
    boolean background,
    @Nullable Instant started,
    @Nullable Instant ended,
    String agentId) {

  /** What a call without a type gets. */
  private static final String DEFAULT_TYPE = "general-purpose";

  static Spawn of(ToolCall call, JsonNode input) {
    String type = Fact.name(input, "subagent_type");
    return new Spawn(
        call.callId(),
        call.agentId(),
        type.isEmpty() ? DEFAULT_TYPE : type,
        Task.of(input),
        input.path("run_in_background").asBoolean(false),
        call.started(),
        call.ending().at(),
        "");
  }

  /** The same call, as known now. */
  Spawn as(ToolCall call) {
    return new Spawn(
        callId, caller, type, task, background, call.started(), call.ending().at(), agentId);
  }

  Spawn of(String startedAgent) {
    return new Spawn(callId, caller, type, task, background, started, ended, startedAgent);
  }

  /** Whether this call can have started that agent, as far as type and time go. */
  boolean canHaveStarted(Agent agent) {
    return type.equals(agent.type())
        && !caller.equals(agent.id())
        && (started == null || !started.isAfter(agent.started()))
        && (ended == null || !ended.isBefore(agent.started()));
  }
}
