package io.mpm.monitor.daemon.model.agents;

import io.mpm.monitor.daemon.model.facts.Fact;
import org.jspecify.annotations.Nullable;

/**
 * Whose event it is.
 *
 * @param type null when unknown, and for the main agent
 */
public record Attribution(String agentId, @Nullable String type, Confidence confidence) {

  static final Attribution MAIN_BY_DEFAULT = new Attribution(Fact.MAIN, null, Confidence.DEFAULT);
  static final Attribution MAIN_FOR_SURE = new Attribution(Fact.MAIN, null, Confidence.DEFINITIVE);

  /** What Claude Code's own ids say. */
  public static Attribution byId(Fact fact) {
    String type = fact.name("agent_type");
    return new Attribution(fact.agentId(), type.isEmpty() ? null : type, Confidence.DEFINITIVE);
  }

  public boolean isMain() {
    return agentId.equals(Fact.MAIN);
  }
}
