package io.mpm.monitor.daemon.model.sessions;

import io.mpm.monitor.daemon.model.facts.Fact;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is in the conversation of the main agent. An event that happened before the last
 * change came too late to change anything. One thread.
 */
final class Turn {

  /** What the session waits for, told by no call. */
  enum Wait {
    NOTHING,
    PERMISSION,
    QUESTION,
    IDLE;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Set<String> QUESTIONS =
      Set.of("elicitation_dialog", "elicitation_url_dialog", "agent_needs_input");
  private static final Set<String> ANSWERS = Set.of("elicitation_complete", "elicitation_response");

  /** What changes from one event to the next. */
  private record Standing(boolean active, Wait waits, Instant changed, @Nullable Instant ended) {}

  private boolean active;
  private Wait wait = Wait.IDLE;
  private Instant changed = Instant.MIN;
  private @Nullable Instant ended;
  private @Nullable Standing beforeStart;

  /** An event of the main agent, or of the session as a whole. */
  void fold(Fact fact) {
    if (fact.is("SessionForked")) {
      return;
    }
    beforeStart = null;
    if (isOver(fact)) {
      return;
    }
    switch (fact.name()) {
      case "SessionStart" -> {
        beforeStart = new Standing(active, wait, changed, ended);
        ended = null;
        if (!fact.text("source").equals("compact")) {
          change(fact, false, Wait.IDLE);
        }
      }
      case "UserPromptSubmit" -> {
        ended = null;
        change(fact, true, Wait.NOTHING);
      }
      case "Stop", "StopFailure" -> change(fact, false, Wait.NOTHING);
      case "PostCompact" -> {
        if (fact.text("trigger").equals("manual")) {
          change(fact, false, Wait.NOTHING);
        }
      }
      case "TurnInterrupted" -> change(fact, false, Wait.IDLE);
      case "SessionEnd" -> {
        ended = fact.at();
        change(fact, false, Wait.NOTHING);
      }
      case "Elicitation" -> change(fact, active, Wait.QUESTION);
      case "Notification" -> notified(fact);
      case "PreToolUse", "PreCompact", "UserPromptExpansion", "MessageDisplay" ->
          change(fact, true, wait == Wait.IDLE ? Wait.NOTHING : wait);
      case "PostToolUse",
          "PostToolUseFailure",
          "PostToolBatch",
          "PermissionDenied",
          "ElicitationResult" ->
          change(fact, true, Wait.NOTHING);
      default -> {
        // Tells nothing of whose turn it is.
      }
    }
  }

  private void notified(Fact fact) {
    String kind = fact.text("notification_type");
    if (kind.equals("idle_prompt")) {
      change(fact, false, Wait.IDLE);
    } else if (QUESTIONS.contains(kind)) {
      change(fact, active, Wait.QUESTION);
    } else if (ANSWERS.contains(kind)) {
      change(fact, active, Wait.NOTHING);
    }
  }

  /** The last event told of another session's start: all is as it was before. */
  void takeBackStart() {
    if (beforeStart != null) {
      active = beforeStart.active();
      wait = beforeStart.waits();
      changed = beforeStart.changed();
      ended = beforeStart.ended();
      beforeStart = null;
    }
  }

  /** Whether the event came too late to change anything. */
  boolean isOver(Fact fact) {
    return fact.at().isBefore(changed);
  }

  private void change(Fact fact, boolean nowActive, Wait nowWaiting) {
    active = nowActive;
    wait = nowWaiting;
    changed = fact.at();
  }

  /** Whether it would end a turn that the user broke it off at that time. */
  boolean isGoingOnAt(Instant at) {
    return (active || wait == Wait.PERMISSION || wait == Wait.QUESTION) && !at.isBefore(changed);
  }

  boolean isActive() {
    return active;
  }

  Wait waiting() {
    return wait;
  }

  /** When the session ended; null while it goes on. */
  @Nullable Instant ended() {
    return ended;
  }
}
