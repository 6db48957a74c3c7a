package io.mpm.monitor.daemon.model.agents;

import org.jspecify.annotations.Nullable;

/**
 * Who started an agent.
 *
 * @param parent the agent that called for it; null when it may have been one of several
 * @param callId the call that asked for it; empty while it may have been one of several
 */
public record Origin(@Nullable String parent, String callId, Confidence confidence) {

  static final Origin UNKNOWN = new Origin("main", "", Confidence.DEFAULT);

  boolean isProven() {
    return confidence == Confidence.DEFINITIVE;
  }
}
