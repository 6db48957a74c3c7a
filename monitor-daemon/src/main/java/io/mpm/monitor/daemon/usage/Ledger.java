package io.mpm.monitor.daemon.usage;

import io.mpm.monitor.protocol.bounded.BoundedMap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What one session has used, by agent and model. Each answer counts once. One thread. */
final class Ledger {

  /** Agents that are told apart; what later ones use is in the sums, as {@link #OTHERS}. */
  static final int MAX_AGENTS = 200;

  static final String OTHERS = "others";

  /** Lines of one answer stand close together; between them may be those of parallel agents. */
  private static final int MAX_RECENT = 1_024;

  private record Account(String agentId, String model) {}

  private final PriceTable prices;
  private final Map<Account, Spending> spendings = new LinkedHashMap<>();
  private final Map<String, ModelAnswer> last = new LinkedHashMap<>();
  private final Set<String> agents = new HashSet<>();
  private final Map<String, ModelAnswer> recent = BoundedMap.byInsertion(MAX_RECENT);

  Ledger(PriceTable prices) {
    this.prices = prices;
  }

  /** Counts an answer. Of lines that tell of the same one, the one with the most output counts. */
  void add(ModelAnswer told) {
    ModelAnswer answer = withKnownAgent(told);
    ModelAnswer before = recent.get(answer.key());
    if (before != null && before.tokens().output() >= answer.tokens().output()) {
      return;
    }
    if (before != null) {
      spendings.computeIfPresent(
          account(before), (account, spent) -> spent.minus(spending(before)));
    }
    recent.put(answer.key(), answer);
    spendings.merge(account(answer), spending(answer), Spending::plus);
    ModelAnswer newest = last.get(answer.agentId());
    boolean newer = newest == null || !answer.at().isBefore(newest.at());
    if (newer && answer.tokens().prompt() > 0) {
      last.put(answer.agentId(), answer);
    }
  }

  /** What an agent had told its model was made shorter; by how much its next answer will tell. */
  void compacted(String agentId, Instant at) {
    ModelAnswer before = last.get(agentId);
    if (before != null && !before.at().isAfter(at)) {
      last.remove(agentId);
    }
  }

  private ModelAnswer withKnownAgent(ModelAnswer told) {
    if (agents.contains(told.agentId()) || agents.size() < MAX_AGENTS) {
      agents.add(told.agentId());
      return told;
    }
    return new ModelAnswer(told.key(), told.model(), OTHERS, told.at(), told.tokens());
  }

  private static Account account(ModelAnswer answer) {
    return new Account(answer.agentId(), answer.model());
  }

  private Spending spending(ModelAnswer answer) {
    Long cost = prices.of(answer.model()).map(price -> price.costOf(answer.tokens())).orElse(null);
    return new Spending(answer.agentId(), answer.model(), 1, answer.tokens(), cost);
  }

  /** By agent and model, in the order in which they were first heard of. */
  List<Spending> spendings() {
    return new ArrayList<>(spendings.values());
  }

  /**
   * How full each agent's context is.
   *
   * @param named as {@link Context#of} takes it
   */
  Map<String, Context> contexts(String named) {
    Map<String, Context> contexts = new LinkedHashMap<>();
    last.forEach((agent, answer) -> contexts.put(agent, Context.of(answer, named, prices)));
    return contexts;
  }
}
