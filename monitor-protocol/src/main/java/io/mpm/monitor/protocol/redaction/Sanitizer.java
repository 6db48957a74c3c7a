package io.mpm.monitor.protocol.redaction;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The one way to make a hook's JSON fit to be sent, stored and shown: {@link Redactor} first, then
 * {@link Truncator}. Sanitizing twice changes nothing. Safe for any thread.
 */
public record Sanitizer(Redactor redactor, Truncator truncator) implements UnaryOperator<JsonNode> {

  public Sanitizer {
    redactor = redactor.leaving(truncator.longestText());
  }

  /** What became of a tree, for the counters. */
  public record Sanitized(Redaction redaction, Truncation truncation) {

    /** The tree as it came, where nobody wants it sanitized. */
    public static Sanitized untouched(JsonNode data) {
      return new Sanitized(new Redaction(data, Map.of()), new Truncation(data, 0, 0, 0));
    }

    /** The tree that may be sent. */
    public JsonNode data() {
      return truncation.data();
    }
  }

  /** With the built-in rules and limits. */
  public static Sanitizer withDefaults() {
    return new Sanitizer(Redactor.withDefaults(), Truncator.withDefaults());
  }

  /** The tree without its secrets and not too large, and what that took. */
  public Sanitized sanitize(JsonNode data) {
    Redaction redaction = redactor.redact(data);
    return new Sanitized(redaction, truncator.truncate(redaction.data()));
  }

  /** As {@link #sanitize}, when nobody counts. */
  @Override
  public JsonNode apply(JsonNode data) {
    return sanitize(data).data();
  }
}
