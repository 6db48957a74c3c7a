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
 * @param askedAt null when nobody was asked
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
   * at its end less its own duration, in which Claude Code does not count the waiting.
   */
  Permission answered(Ending ending) {
    if (askedAt == null || ending.at() == null) {
      return this;
    }
    return switch (ending.status()) {
      case RUNNING -> this;
      case OK, FAILED -> new Permission(Answer.GRANTED, askedAt, waited(askedAt, ending));
      case DENIED -> new Permission(Answer.DENIED, askedAt, waited(askedAt, ending));
      case INTERRUPTED, UNKNOWN ->
          ending.proof() == Proof.END && ending.durationMs() != null
              ? new Permission(Answer.GRANTED, askedAt, waited(askedAt, ending))
              : new Permission(Answer.UNANSWERED, askedAt, null);
    };
  }

  private static long waited(Instant askedAt, Ending ending) {
    long ran = ending.durationMs() == null ? 0 : ending.durationMs();
    Instant end = ending.at() == null ? askedAt : ending.at();
    return Math.max(0, Duration.between(askedAt, end).toMillis() - ran);
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
