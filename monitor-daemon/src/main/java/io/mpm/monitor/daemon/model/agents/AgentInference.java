package io.mpm.monitor.daemon.model.agents;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.model.facts.Fact;
import io.mpm.monitor.daemon.model.tools.ToolCall;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Guesses whose event it is where the publisher names no agents, by claude-mpm's rules: the words
 * of the event first, then the delegation that is open, then the main agent. One per session.
 */
public final class AgentInference {

  private static final int MAX_DEPTH = 32;
  private static final Pattern SUBAGENT_SESSION = Pattern.compile("subagent|task|agent-");

  private final Deque<Attribution> delegations = new ArrayDeque<>();

  /** Whose event {@code fact} is. Opens and closes delegations as it goes. */
  public Attribution attribute(Fact fact) {
    if (fact.is("SubagentStop")) {
      return close(fact);
    }
    if (fact.is("Stop")) {
      delegations.clear();
      return Attribution.MAIN_FOR_SURE;
    }
    Optional<Attribution> named = named(fact);
    boolean delegates =
        fact.is("SubagentStart")
            || (fact.is("PreToolUse") && ToolCall.startsAgent(fact.toolName()));
    if (delegates) {
      named.ifPresent(this::open);
    }
    return named.or(this::inherited).orElse(Attribution.MAIN_BY_DEFAULT);
  }

  private static Optional<Attribution> named(Fact fact) {
    JsonNode data = fact.data();
    if (fact.is("SubagentStart")) {
      return subagent(fact, Fact.name(data, "agent_type"), Confidence.DEFINITIVE);
    }
    boolean task = ToolCall.startsAgent(fact.toolName());
    String delegated = task ? Fact.name(fact.toolInput(), "subagent_type") : "";
    return subagent(fact, delegated, Confidence.HIGH)
        .or(() -> bySession(fact))
        .or(() -> subagent(fact, Fact.name(data, "subagent_type"), Confidence.HIGH))
        .or(() -> subagent(fact, Fact.name(data, "agent_type"), Confidence.MEDIUM))
        .or(() -> subagent(fact, Fact.name(data, "agent_id"), Confidence.MEDIUM))
        .or(() -> subagent(fact, delegationDetails(data), Confidence.HIGH));
  }

  private static String delegationDetails(JsonNode data) {
    return Fact.name(data.path("delegation_details"), "agent_type");
  }

  private static Optional<Attribution> bySession(Fact fact) {
    return SUBAGENT_SESSION.matcher(fact.session().toLowerCase(Locale.ROOT)).find()
        ? subagent(fact, "subagent", Confidence.MEDIUM)
        : Optional.empty();
  }

  private static Optional<Attribution> subagent(Fact fact, String type, Confidence confidence) {
    String lower = type.toLowerCase(Locale.ROOT);
    if (type.isEmpty() || lower.equals("main") || lower.equals("pm") || lower.equals("unknown")) {
      return Optional.empty();
    }
    String id = Fact.name(fact.data(), "agent_id");
    // As claude-mpm itself makes them up.
    String known = id.isEmpty() ? type + "_" + fact.session() : id;
    return Optional.of(new Attribution(known, type, confidence));
  }

  private Optional<Attribution> inherited() {
    return Optional.ofNullable(delegations.peekLast())
        .map(open -> new Attribution(open.agentId(), open.type(), Confidence.INHERITED));
  }

  /** The start of an agent follows the call that asked for it, or comes just before. */
  private void open(Attribution agent) {
    delegations.removeIf(open -> open.agentId().equals(agent.agentId()));
    if (delegations.size() == MAX_DEPTH) {
      delegations.removeFirst();
    }
    delegations.addLast(agent);
  }

  /** An agent that ends without a name is the one that began last. */
  private Attribution close(Fact fact) {
    Optional<Attribution> named =
        subagent(fact, Fact.name(fact.data(), "agent_type"), Confidence.DEFINITIVE);
    Attribution last = delegations.peekLast();
    if (named.isPresent()) {
      delegations.removeIf(open -> open.agentId().equals(named.get().agentId()));
      return named.get();
    }
    if (last == null) {
      return new Attribution("unknown_" + fact.session(), null, Confidence.DEFINITIVE);
    }
    delegations.removeLast();
    return new Attribution(last.agentId(), last.type(), Confidence.DEFINITIVE);
  }
}
