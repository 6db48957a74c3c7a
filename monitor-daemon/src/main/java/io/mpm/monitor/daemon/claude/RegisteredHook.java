package io.mpm.monitor.daemon.claude;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A hook that stands in a settings file.
 *
 * @param event that Claude Code runs it for
 * @param handler as it stands there
 */
public record RegisteredHook(String event, JsonNode handler) {

  public HandlerOrigin origin() {
    return HandlerOrigin.of(handler);
  }
}
