package io.mpm.monitor.daemon.model.tools;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.model.facts.Fact;
import io.mpm.monitor.protocol.bounded.BoundedMap;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Pairs ends with starts where the publisher names no calls, by claude-mpm's scores: the nearest
 * start of the same tool within five minutes, equal parameters and an equal folder first. A guess,
 * and the only use of it is for publishers that leave nothing else.
 */
final class Pairing {

  private static final long MAX_MILLIS = 300_000;
  private static final long SKEW_MILLIS = 1_000;
  private static final double NEAREST = 1_000;
  private static final double EQUAL_INPUT = 500;
  private static final double EQUAL_SHARE = 0.8;
  private static final double EQUAL_FOLDER = 100;
  private static final int MAX_WAITING = 1_000;

  private record Start(String tool, Instant at, JsonNode input, String cwd) {}

  private final Map<String, Start> waiting = BoundedMap.byInsertion(MAX_WAITING);

  /** Those that were taken for over: their own ends may come all the same. */
  private final Map<String, Start> givenUp = BoundedMap.byInsertion(MAX_WAITING);

  void began(String callId, Fact start) {
    waiting.put(callId, new Start(start.toolName(), start.at(), start.toolInput(), start.cwd()));
  }

  /** The call that {@code end} most likely ends, which waits no longer. */
  Optional<String> ended(Fact end) {
    return ended(end, waiting).or(() -> ended(end, givenUp));
  }

  private static Optional<String> ended(Fact end, Map<String, Start> starts) {
    String best = "";
    double bestScore = Double.NEGATIVE_INFINITY;
    int sameTool = 0;
    String only = "";
    for (Map.Entry<String, Start> candidate : starts.entrySet()) {
      if (!candidate.getValue().tool().equals(end.toolName())) {
        continue;
      }
      sameTool++;
      only = candidate.getKey();
      double score = score(candidate.getValue(), end);
      if (score > bestScore) {
        best = candidate.getKey();
        bestScore = score;
      }
    }
    // A long call that has no rival is no doubt at all.
    String found = best.isEmpty() && sameTool == 1 ? only : best;
    starts.remove(found);
    return Optional.of(found).filter(id -> !id.isEmpty());
  }

  void closed(String callId) {
    Start start = waiting.remove(callId);
    if (start != null) {
      givenUp.put(callId, start);
    }
  }

  private static double score(Start start, Fact end) {
    long millis = Duration.between(start.at(), end.at()).toMillis();
    if (millis < -SKEW_MILLIS || millis > MAX_MILLIS) {
      return Double.NEGATIVE_INFINITY;
    }
    double score = NEAREST - Math.abs(millis) / 1_000.0;
    if (shareOfEqualFields(start.input(), end.toolInput()) >= EQUAL_SHARE) {
      score += EQUAL_INPUT;
    }
    return score + (!end.cwd().isEmpty() && end.cwd().equals(start.cwd()) ? EQUAL_FOLDER : 0);
  }

  private static double shareOfEqualFields(JsonNode left, JsonNode right) {
    int fields = Math.max(left.size(), right.size());
    int equal = 0;
    for (Map.Entry<String, JsonNode> field : left.properties()) {
      equal += field.getValue().equals(right.get(field.getKey())) ? 1 : 0;
    }
    return fields == 0 ? 0 : (double) equal / fields;
  }
}
