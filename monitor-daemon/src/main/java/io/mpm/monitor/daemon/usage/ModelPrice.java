package io.mpm.monitor.daemon.usage;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a model.
 *
 * @param date of when its prices are
 * @param contextWindow how many tokens it can be given; null when unknown
 * @param longPromptFrom prompts of more tokens cost {@code longPrompt}; null when all cost the same
 */
record ModelPrice(
    LocalDate date,
    Rates rates,
    @Nullable Long contextWindow,
    @Nullable Long longPromptFrom,
    Rates longPrompt) {

  /** In billionths of a dollar, of one answer. */
  long costOf(TokenCounts tokens) {
    boolean isLong = longPromptFrom != null && tokens.prompt() > longPromptFrom;
    return (isLong ? longPrompt : rates).costOf(tokens);
  }
}
