package io.mpm.monitor.daemon.proof;

import com.fasterxml.jackson.databind.JsonNode;

/** Calls a hook as Claude Code does. */
public interface Trigger {

  /**
   * Calls it and waits for it.
   *
   * @param handler as it stands in the settings
   * @param payload what it is told
   */
  Firing fire(JsonNode handler, byte[] payload) throws InterruptedException;
}
