package io.mpm.monitor.protocol.redaction;

import java.util.List;
import java.util.Map;

/** Takes the secrets out of the texts of one event. Not thread-safe. */
final class TextRedaction {

  /** Taking out one secret may uncover another; more than twice is nobody's text. */
  private static final int PASSES = 4;

  private final TextScanner scanner;
  private final Work work;
  private final Map<String, Integer> hits;

  TextRedaction(TextScanner scanner, Work work, Map<String, Integer> hits) {
    this.scanner = scanner;
    this.work = work;
    this.hits = hits;
  }

  /** The text without its secrets; the same object when it has none. */
  String redact(String text) {
    String now = text;
    for (int pass = 0; pass < PASSES; pass++) {
      List<Finding> found = scanner.scan(now, work);
      if (found.isEmpty()) {
        return withoutKeys(now);
      }
      StringBuilder without = new StringBuilder(now.length());
      int copied = 0;
      for (Finding finding : found) {
        without.append(now, copied, finding.start()).append(hit(finding.rule().id()));
        copied = finding.end();
      }
      now = without.append(now, copied, now.length()).toString();
    }
    return withoutKeys(now);
  }

  private String withoutKeys(String text) {
    String without = without(KeyRuns.in(text), text);
    return without(JsonWebKeys.in(without), without);
  }

  private String without(List<KeyRuns.Run> runs, String text) {
    if (runs.isEmpty()) {
      return text;
    }
    StringBuilder without = new StringBuilder(text.length());
    int copied = 0;
    for (KeyRuns.Run run : runs) {
      without.append(text, copied, run.start()).append(hit(PemLines.RULE));
      copied = run.end();
    }
    return without.append(text, copied, text.length()).toString();
  }

  /** The name of the rule that finds all of {@code text} to be one secret, or else {@code name}. */
  String ruleFor(String text, String name) {
    List<Finding> found = scanner.scan(text, work);
    boolean whole =
        found.size() == 1 && found.get(0).start() == 0 && found.get(0).end() == text.length();
    return whole ? found.get(0).rule().id() : name;
  }

  /** Whether {@code text}, all of it, is a secret because of the name beside it. */
  boolean isSecret(KeyKind kind, String text) {
    return ValueShape.isSecret(kind, text) && !Marker.isIn(text) && !scanner.allows(text);
  }

  /** The marker for a secret that {@code rule} found, counted. */
  String hit(String rule) {
    hits.merge(rule, 1, Integer::sum);
    return Marker.redacted(rule);
  }
}
