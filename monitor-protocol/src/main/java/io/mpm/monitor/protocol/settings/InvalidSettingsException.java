package io.mpm.monitor.protocol.settings;

/** The settings do not stand. The message names what is wrong, where it is, and what is allowed. */
public final class InvalidSettingsException extends Exception {

  InvalidSettingsException(String message) {
    super(message);
  }

  InvalidSettingsException(String message, Throwable cause) {
    super(message, cause);
  }

  static InvalidSettingsException value(Setting<?> setting, String text, Origin origin) {
    return new InvalidSettingsException(
        "%s: \"%s\" (%s) is not %s"
            .formatted(setting.key(), text.strip(), origin, setting.kind().allowed()));
  }
}
