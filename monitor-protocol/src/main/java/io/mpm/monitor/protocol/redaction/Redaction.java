package io.mpm.monitor.protocol.redaction;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A tree without its secrets.
 *
 * @param data the tree; parts in which nothing was found are those of the input
 * @param hitsByRule how often each rule found something, in the order of their names. {@code
 *     base64} counts beside what was found in there; {@link #ELIDED} counts what was left out
 *     because examining it took too long, or because it was nested too deeply
 */
public record Redaction(JsonNode data, Map<String, Integer> hitsByRule) {

  /** Stands among the rules for what was left out unexamined. */
  public static final String ELIDED = "elided";

  public Redaction {
    hitsByRule = Collections.unmodifiableMap(new TreeMap<>(hitsByRule));
  }
}
