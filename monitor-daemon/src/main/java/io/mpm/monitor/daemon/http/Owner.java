package io.mpm.monitor.daemon.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.settings.InvalidSettingsException;

/** Who runs a daemon, and does what admins ask of it as a whole. Any thread. */
@FunctionalInterface
public interface Owner {

  /** Ends it soon; returns at once. */
  void stop(String reason);

  /**
   * Reads the settings again, where there are any.
   *
   * @return {@code {changes: [{key, from, to, effect}]}}
   * @throws InvalidSettingsException when they do not stand; then nothing is changed
   * @throws IllegalArgumentException when a rule among them cannot be used; then neither
   */
  default JsonNode reload() throws InvalidSettingsException {
    return Json.object().set("changes", Json.object().arrayNode());
  }
}
