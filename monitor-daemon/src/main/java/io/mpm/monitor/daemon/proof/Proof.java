package io.mpm.monitor.daemon.proof;

import io.mpm.monitor.daemon.claude.RegisteredHook;
import java.time.Duration;

/**
 * What became of one hook's test event.
 *
 * @param hook that was called
 */
public record Proof(RegisteredHook hook, Verdict verdict) {

  /** How far the event came. */
  public sealed interface Verdict {

    /**
     * All the way.
     *
     * @param hookTook what a session would have waited
     * @param arrivedAfter from the hook's start to the daemon's store
     */
    record Delivered(Duration hookTook, Duration arrivedAfter) implements Verdict {}

    /** It is written down and waits, for no daemon runs. */
    record Waiting(Duration hookTook) implements Verdict {}

    /**
     * It goes to a daemon elsewhere, which nobody here can ask whether it has come.
     *
     * @param to that daemon's address
     */
    record Sent(Duration hookTook, String to) implements Verdict {}

    /** It did not arrive, or the hook would have disturbed a session. */
    record Failed(String reason) implements Verdict {}
  }

  public boolean isGood() {
    return !(verdict instanceof Verdict.Failed);
  }
}
