package io.mpm.monitor.daemon.model.sessions;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.model.agents.Agent;
import io.mpm.monitor.daemon.model.agents.AgentStatus;
import io.mpm.monitor.daemon.model.agents.AgentTree;
import io.mpm.monitor.daemon.model.agents.Attribution;
import io.mpm.monitor.daemon.model.facts.Fact;
import io.mpm.monitor.daemon.model.tools.CallTable;
import io.mpm.monitor.daemon.model.tools.Closing;
import io.mpm.monitor.daemon.model.tools.ToolCall;
import io.mpm.monitor.daemon.model.tools.ToolStatus;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What one session's calls and agents do not outlive: much that ends tells no end of its own, and
 * is over because something else has happened. One thread.
 */
final class Endings {

  /**
   * What was at work before the last event, if that says that the session was resumed.
   *
   * @param closing what has ended it
   */
  private record BeforeStart(Closing closing, List<ToolCall> calls, List<Agent> agents) {}

  private final CallTable calls;
  private final AgentTree agents;
  private @Nullable BeforeStart beforeStart;

  Endings(CallTable calls, AgentTree agents) {
    this.calls = calls;
    this.agents = agents;
  }

  /** An agent has said that it is done, or has failed; what it began and did not end is over. */
  void stopped(String agentId, Fact fact, Findings findings) {
    findings.closed(calls.close(agentId, Closing.unknown(fact.at(), "its agent has stopped")));
  }

  /** The user has broken an agent off, and with the main one all that do not work behind it. */
  void interrupted(Fact fact, Attribution who, Findings findings) {
    closeInterrupted(who.agentId(), fact, findings);
    for (String agent :
        agents.end(
            agent -> who.isMain() ? !agent.background() : agent.id().equals(who.agentId()),
            AgentStatus.INTERRUPTED,
            fact.at())) {
      closeInterrupted(agent, fact, findings);
    }
  }

  private void closeInterrupted(String agentId, Fact fact, Findings findings) {
    Closing refusal = new Closing(fact.at(), ToolStatus.DENIED, "the user said no");
    findings.closed(calls.closeAsked(agentId, refusal));
    Closing closing = Closing.interrupted(fact.at(), "the user interrupted");
    findings.closed(calls.close(agentId, closing));
  }

  /** Claude Code says so only after a turn is over, also one that the user broke off. */
  void idle(Fact fact, Findings findings) {
    closeMain(Closing.interrupted(fact.at(), "Claude waits for a prompt"), findings);
  }

  /** Nothing was heard of the session; for a day, if it is said to be gone. */
  void silent(Fact fact, Findings findings) {
    if (fact.data().path("gone").asBoolean(false)) {
      Closing closing = Closing.unknown(fact.at(), "nothing was heard of the session for a day");
      agents.end(agent -> true, AgentStatus.UNKNOWN, closing.at());
      findings.closed(calls.closeOld(closing));
    }
  }

  /** What the main agent's calls do not outlive. */
  void mainMoves(Fact fact, Findings findings) {
    switch (fact.name()) {
      case "UserPromptSubmit" -> {
        Closing closing = Closing.interrupted(fact.at(), "the next prompt came");
        closeMain(closing, findings);
        endAgents(agent -> !agent.background(), AgentStatus.INTERRUPTED, closing, findings);
      }
      case "PreCompact" -> {
        if (fact.text("trigger").equals("manual")) {
          closeMain(Closing.interrupted(fact.at(), "the user compacted the session"), findings);
        }
      }
      case "PostCompact" -> endHelpers(fact, findings);
      case "Stop", "StopFailure" -> {
        closeMain(Closing.unknown(fact.at(), "the turn is over"), findings);
        endHelpers(fact, findings);
        endTasks(fact, findings);
      }
      case "SessionStart" -> {
        String source = fact.text("source");
        if (source.equals("startup") || source.equals(Link.RESUME)) {
          endOldProcess(fact, findings);
        }
      }
      case "SessionEnd" -> {
        Closing closing = Closing.interrupted(fact.at(), "the session has ended");
        agents.end(agent -> true, AgentStatus.INTERRUPTED, closing.at());
        findings.closed(calls.closeAll(closing));
        calls.forgetBackground().forEach(findings::inBackground);
      }
      default -> {
        // Ends nothing.
      }
    }
  }

  /**
   * A process that was killed tells no end; when the next one begins with the session, it is over.
   */
  private void endOldProcess(Fact fact, Findings findings) {
    Closing closing = Closing.interrupted(fact.at(), "the session was started anew");
    if (fact.text("source").equals(Link.RESUME)) {
      beforeStart = new BeforeStart(closing, calls.open(), agents.running());
    }
    agents.end(agent -> true, AgentStatus.INTERRUPTED, closing.at());
    findings.closed(calls.closeOld(closing));
  }

  /** Another event than a resumption has come: what that ended stays so. */
  void forgetResume() {
    beforeStart = null;
  }

  /** When the session was resumed, if that is the last that was heard of it. */
  Optional<Instant> resumedAt() {
    return Optional.ofNullable(beforeStart).map(before -> before.closing().at());
  }

  /**
   * What the resumption has ended is at work again, for it was another session's; answers when that
   * was, if it is the last that was heard of this one.
   */
  Optional<Instant> takeBackResume() {
    Optional<Instant> at = resumedAt();
    if (beforeStart != null) {
      calls.takeBack(beforeStart.closing(), beforeStart.calls());
      agents.takeBackEnds(beforeStart.agents());
      beforeStart = null;
    }
    return at;
  }

  private void closeMain(Closing closing, Findings findings) {
    findings.closed(calls.close(Fact.MAIN, closing));
  }

  /** Claude Code's own helpers, such as the one that compacts, have no type and tell no end. */
  private void endHelpers(Fact fact, Findings findings) {
    Closing closing = Closing.unknown(fact.at(), "the turn is over");
    endAgents(agent -> agent.type() == null, AgentStatus.UNKNOWN, closing, findings);
  }

  /**
   * No hook tells of the end of an agent that was stopped: the turn's end tells what still runs.
   */
  private void endTasks(Fact fact, Findings findings) {
    JsonNode running = fact.data().path("background_tasks");
    if (!running.isArray()) {
      return;
    }
    Set<String> tasks = new HashSet<>();
    running.forEach(task -> tasks.add(Fact.name(task, "id")));
    Closing closing = Closing.unknown(fact.at(), "its agent runs no more");
    for (String agent : agents.endOthers(tasks, AgentStatus.UNKNOWN, closing.at())) {
      findings.closed(calls.close(agent, closing));
    }
  }

  /** An agent that is stopped by a tool tells nothing more. */
  void byTaskStop(ToolCall call, Fact fact, Findings findings) {
    if (call.name().equals("TaskStop") && call.status() == ToolStatus.OK) {
      String task = Fact.name(fact.toolInput(), "task_id");
      Closing closing = Closing.interrupted(fact.at(), "its agent was stopped");
      endAgents(agent -> agent.id().equals(task), AgentStatus.INTERRUPTED, closing, findings);
    }
  }

  private void endAgents(
      Predicate<Agent> which, AgentStatus how, Closing closing, Findings findings) {
    for (String agent : agents.end(which, how, closing.at())) {
      findings.closed(calls.close(agent, closing));
    }
  }
}
