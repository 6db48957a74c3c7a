package io.mpm.monitor.daemon.usage;

/**
 * What a model's tokens cost, in billionths of a dollar each; a dollar for a million tokens is a
 * thousand of them.
 */
record Rates(long input, long output, long cacheRead, long cacheWrite5m, long cacheWrite1h) {

  long costOf(TokenCounts tokens) {
    return tokens.input() * input
        + tokens.output() * output
        + tokens.cacheRead() * cacheRead
        + tokens.cacheWrite5m() * cacheWrite5m
        + tokens.cacheWrite1h() * cacheWrite1h;
  }
}
