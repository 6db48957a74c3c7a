package io.mpm.monitor.daemon.model.sessions;

import io.mpm.monitor.daemon.model.facts.Fact;
import io.mpm.monitor.daemon.model.tools.ToolCall;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A question for permission that the user was told of, and nobody knows of which call. It is open
 * while one of the calls is that it can have been for. One thread.
 */
final class UnnamedQuestion {

  private static final Set<String> ENDS_OF_CALLS =
      Set.of(
          "PostToolUse",
          "PostToolUseFailure",
          "PostToolBatch",
          "PermissionDenied",
          "TurnInterrupted");
  private static final Set<String> TURNS = Set.of("UserPromptSubmit", "Stop", "StopFailure");

  private boolean open;
  private Set<String> calls = Set.of();

  /**
   * The user is told of it.
   *
   * @param candidates the calls that it can have been for; empty when none is known
   */
  void ask(List<ToolCall> candidates) {
    open = true;
    calls = new HashSet<>();
    candidates.forEach(call -> calls.add(call.callId()));
  }

  /**
   * An event has happened. A question for a call that nobody has seen is over with the first call
   * that ends.
   *
   * @param runs whether a call runs now
   */
  void settle(Fact fact, boolean isMain, Predicate<String> runs) {
    if (!open) {
      return;
    }
    boolean process = fact.is("SessionStart") || fact.is("SessionEnd");
    if (process && !fact.text("source").equals("compact")) {
      open = false;
    } else if (calls.isEmpty()) {
      open = !ENDS_OF_CALLS.contains(fact.name()) && !(isMain && TURNS.contains(fact.name()));
    } else {
      calls.removeIf(runs.negate());
      open = !calls.isEmpty();
    }
  }

  boolean isOpen() {
    return open;
  }
}
