package io.mpm.monitor.daemon.model.tools;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a call has ended, and how we know.
 *
 * @param at null while it runs
 * @param durationMs as Claude Code says; null when it says nothing
 * @param reason why it is over when nobody told its end; else empty
 * @param background how the command stands that goes on without the call; null when none does
 */
public record Ending(
    ToolStatus status,
    @Nullable Instant at,
    @Nullable Long durationMs,
    Output output,
    String reason,
    Proof proof,
    @Nullable ToolStatus background) {

  static final Ending RUNNING =
      new Ending(ToolStatus.RUNNING, null, null, Output.NONE, "", Proof.NONE, null);

  static Ending inferred(Closing closing) {
    return new Ending(
        closing.status(), closing.at(), null, Output.NONE, closing.reason(), Proof.INFERRED, null);
  }

  Ending inBackground(ToolStatus stands) {
    return new Ending(status, at, durationMs, output, reason, proof, stands);
  }
}
