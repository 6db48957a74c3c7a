package io.mpm.monitor.daemon.model.sessions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.model.agents.Agent;
import io.mpm.monitor.daemon.model.tools.CallCounts;
import io.mpm.monitor.daemon.model.tools.ToolCall;
import io.mpm.monitor.protocol.codec.Json;
import java.util.List;

/**
 * All that is known of a session at one moment. A value, for any thread.
 *
 * @param calls not to be changed by anyone, and not copied: that would unpack them all
 */
public record SessionSnapshot(
    String id,
    SessionSummary summary,
    List<ToolCall> calls,
    List<Agent> agents,
    CallCounts counts) {

  public SessionSnapshot {
    agents = List.copyOf(agents);
  }

  /** The files that its calls touched, in the order in which they were first touched. */
  public List<FileAccount> files() {
    return FileAccount.of(calls);
  }

  /** {@code {tools: […]}}, in the order in which the calls were first heard of. */
  public ObjectNode toolsJson() {
    ObjectNode json = Json.object().put("session_id", id).put("forgotten", counts.forgotten());
    ArrayNode tools = json.putArray("tools");
    calls.forEach(call -> tools.add(call.json()));
    return json;
  }

  /** {@code {agents: […]}}, in the order in which they were first heard of. */
  public ObjectNode agentsJson() {
    ObjectNode json =
        Json.object().put("session_id", id).put("forgotten", summary.agentsForgotten());
    ArrayNode all = json.putArray("agents");
    agents.forEach(agent -> all.add(agent.json()));
    return json;
  }

  /** {@code {files: […]}}, each with all that was done to it. */
  public ObjectNode filesJson() {
    ObjectNode json =
        Json.object().put("session_id", id).put("calls_forgotten", counts.forgotten());
    ArrayNode all = json.putArray("files");
    files().forEach(file -> all.add(file.json()));
    return json;
  }
}
