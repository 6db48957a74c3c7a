package io.mpm.monitor.daemon.model.tools;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.codec.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether somebody had to be asked before a call could run.
 *
 * @param askedAt when the user was told of it, or the call began if that is known to be truer; null
 *     when nobody was asked
 * @param waitedMs how long the call waited for the answer; null while it waits, and when there was
 *     none
 */
public record Permission(Answer answer, @Nullable Instant askedAt, @Nullable Long waitedMs) {

  /** What came of the question. */
  public enum Answer {
    NOT_ASKED,
    ASKED,
    GRANTED,
    DENIED,
    /** The call was over before anyone told what the answer was. */
    UNANSWERED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static final Permission NOT_ASKED = new Permission(Answer.NOT_ASKED, null, null);

  static Permission asked(Instant at) {
    return new Permission(Answer.ASKED, at, null);
  }

  public boolean wasAsked() {
    return answer != Answer.NOT_ASKED;
  }

  public boolean isOpen() {
    return answer == Answer.ASKED;
  }

  /**
   * What the end of the call tells of the answer. A call that ran was granted when it began to run:
   * at its end less its own duration, in which Claude Code does not count the waiting. All the time
   * before that it has waited, also where the user was told of the question later.
   *
   * @param started when the call began; null when nobody told
   */
  Permission answered(Ending ending, @Nullable Instant started) {
    if (askedAt == null || ending.at() == null) {
      return this;
    }
    return switch (ending.status()) {
      case RUNNING -> this;
      case OK, FAILED -> over(Answer.GRANTED, askedAt, ending.at(), ending.durationMs(), started);
      case DENIED -> over(Answer.DENIED, askedAt, ending.at(), ending.durationMs(), started);
      case INTERRUPTED, UNKNOWN ->
          ending.proof() == Proof.END && ending.durationMs() != null
              ? over(Answer.GRANTED, askedAt, ending.at(), ending.durationMs(), started)
              : new Permission(Answer.UNANSWERED, askedAt, null);
    };
  }

  private static Permission over(
      Answer answer, Instant told, Instant end, @Nullable Long ran, @Nullable Instant started) {
    boolean toldLate = ran != null && started != null && started.isBefore(told);
    Instant asked = toldLate ? started : told;
    long waited = Duration.between(asked, end).toMillis() - (ran == null ? 0 : ran);
    return new Permission(answer, asked, Math.max(0, waited));
  }

  /** Null when nobody was asked. */
  public @Nullable ObjectNode json() {
    if (askedAt == null) {
      return null;
    }
    return Json.object()
        .put("answer", answer.word())
        .put("asked_at", askedAt.toString())
        .put("waited_ms", waitedMs);
  }
}
