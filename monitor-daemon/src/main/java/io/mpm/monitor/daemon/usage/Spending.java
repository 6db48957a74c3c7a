package io.mpm.monitor.daemon.usage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * What an agent has used of a model.
 *
 * @param answers how many answers it got
 * @param cost an estimate in billionths of a dollar; null when the model has no known price
 */
record Spending(
    String agentId, String model, long answers, TokenCounts tokens, @Nullable Long cost) {

  static final Spending NOTHING = new Spending("", "", 0, TokenCounts.NONE, 0L);

  /** Sums over models or agents; a sum with an unknown part is unknown. */
  Spending plus(Spending more) {
    return new Spending(
        agentId,
        model,
        answers + more.answers,
        tokens.plus(more.tokens),
        cost == null || more.cost == null ? null : Long.valueOf(cost + more.cost));
  }

  Spending minus(Spending less) {
    TokenCounts back = less.tokens;
    TokenCounts negative =
        new TokenCounts(
            -back.input(),
            -back.output(),
            -back.cacheRead(),
            -back.cacheWrite5m(),
            -back.cacheWrite1h());
    Long negativeCost = less.cost == null ? null : Long.valueOf(-less.cost);
    return plus(new Spending(agentId, model, -less.answers, negative, negativeCost));
  }

  /** Writes the counts into {@code json}. */
  ObjectNode into(ObjectNode json) {
    return tokens.into(json.put("answers", answers)).put("cost_usd", dollars(cost));
  }

  static @Nullable BigDecimal dollars(@Nullable Long cost) {
    return cost == null ? null : BigDecimal.valueOf(cost, 9).setScale(6, RoundingMode.HALF_UP);
  }
}
