package io.mpm.monitor.daemon.proof;

import java.time.Duration;

/** How a hook behaved when it was called. */
public sealed interface Firing {

  /** As Claude Code likes it: it ended well and said nothing. */
  record Silent(Duration took) implements Firing {}

  /** It would have disturbed a session, or done nothing. */
  record Failed(String reason) implements Firing {}
}
