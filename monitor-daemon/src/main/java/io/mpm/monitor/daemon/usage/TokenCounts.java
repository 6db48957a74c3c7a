package io.mpm.monitor.daemon.usage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Tokens by what they cost.
 *
 * @param input read anew
 * @param output written by the model
 * @param cacheRead read from the prompt cache
 * @param cacheWrite5m put into the cache for five minutes
 * @param cacheWrite1h put into the cache for an hour
 */
public record TokenCounts(
    long input, long output, long cacheRead, long cacheWrite5m, long cacheWrite1h) {

  static final TokenCounts NONE = new TokenCounts(0, 0, 0, 0, 0);

  /** No answer has more; what says so is no honest count, and sums of such would run over. */
  private static final long MOST = 1L << 40;

  /** Reads the {@code usage} of an answer; a count that is missing or impossible is none. */
  static TokenCounts of(JsonNode usage) {
    long writes = count(usage, "cache_creation_input_tokens");
    long forAnHour =
        Math.min(writes, count(usage.path("cache_creation"), "ephemeral_1h_input_tokens"));
    return new TokenCounts(
        count(usage, "input_tokens"),
        count(usage, "output_tokens"),
        count(usage, "cache_read_input_tokens"),
        writes - forAnHour,
        forAnHour);
  }

  private static long count(JsonNode holder, String field) {
    JsonNode value = holder.path(field);
    long count = value.canConvertToLong() ? value.longValue() : 0;
    return count < 0 || count > MOST ? 0 : count;
  }

  TokenCounts plus(TokenCounts more) {
    return new TokenCounts(
        input + more.input,
        output + more.output,
        cacheRead + more.cacheRead,
        cacheWrite5m + more.cacheWrite5m,
        cacheWrite1h + more.cacheWrite1h);
  }

  /** All that the model was given to read, which is what fills its context. */
  long prompt() {
    return input + cacheRead + cacheWrite5m + cacheWrite1h;
  }

  boolean isNone() {
    return equals(NONE);
  }

  /** Writes the counts into {@code json}. */
  ObjectNode into(ObjectNode json) {
    return json.put("input_tokens", input)
        .put("output_tokens", output)
        .put("cache_read_tokens", cacheRead)
        .put("cache_creation_tokens", cacheWrite5m + cacheWrite1h);
  }
}
