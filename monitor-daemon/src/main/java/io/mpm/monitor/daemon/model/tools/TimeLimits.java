package io.mpm.monitor.daemon.model.tools;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How long a call may be silent before nobody believes that it runs. Claude Code ends a shell
 * command after ten minutes at most unless it was told otherwise; an agent works for hours, and a
 * question waits for its user overnight. A limit that was too short does no harm: the call's own
 * end still has the last word. Time is that of the events, so that a replay decides the same.
 */
final class TimeLimits {

  private static final Duration ORDINARY = Duration.ofHours(2);
  private static final Duration PATIENT = Duration.ofHours(24);
  private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

  private Instant nextLook = Instant.MIN;

  List<ToolCall> exceeded(List<ToolCall> open, Instant now) {
    return open.stream().filter(call -> isExceeded(call, now)).toList();
  }

  boolean isDue(Instant now) {
    if (now.isBefore(nextLook)) {
      return false;
    }
    nextLook = now.plus(BETWEEN_LOOKS);
    return true;
  }

  private static boolean isExceeded(ToolCall call, Instant now) {
    boolean patient = call.startsAgent() || call.isQuestion() || call.permission().isOpen();
    Duration limit = patient ? PATIENT : ORDINARY;
    return call.started() != null && call.started().plus(limit).isBefore(now);
  }
}
