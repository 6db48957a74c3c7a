package io.mpm.monitor.daemon.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.settings.Effect;
import io.mpm.monitor.protocol.settings.InvalidSettingsException;
import io.mpm.monitor.protocol.settings.Setting;
import io.mpm.monitor.protocol.settings.Settings;
import io.mpm.monitor.protocol.settings.SettingsCatalog;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The values that a daemon goes by, and what becomes of them when the settings are read again. */
final class SettingsInForce {

  /** Reads the settings as they are now. */
  @FunctionalInterface
  interface Source {
    Settings read() throws InvalidSettingsException;
  }

  private final Source source;
  private final Consumer<Settings> atOnce;
  private final Map<String, String> values = new HashMap<>();

  /**
   * The settings that a daemon was started with.
   *
   * @param atOnce puts those into force that can be changed while it runs
   */
  SettingsInForce(Settings started, Source source, Consumer<Settings> atOnce) {
    this.source = source;
    this.atOnce = atOnce;
    SettingsCatalog.ALL.forEach(setting -> values.put(setting.key(), started.text(setting)));
  }

  /**
   * Reads them again. What needs a new daemon or proxy stays as it was, and is told again each
   * time. Any thread.
   *
   * @return what is different now: {@code {changes: [{key, from, to, effect}]}}
   * @throws InvalidSettingsException when they do not stand; then nothing is changed
   */
  synchronized ObjectNode reload() throws InvalidSettingsException {
    Settings now = source.read();
    atOnce.accept(now);
    ObjectNode report = Json.object();
    ArrayNode changes = report.putArray("changes");
    for (Setting<?> setting : SettingsCatalog.ALL) {
      String from = values.getOrDefault(setting.key(), "");
      String to = now.text(setting);
      if (!from.equals(to)) {
        Effect effect = setting.effect();
        changes
            .addObject()
            .put("key", setting.key())
            .put("from", from)
            .put("to", to)
            .put("effect", effect.name());
        if (effect != Effect.RESTART) {
          values.put(setting.key(), to);
        }
      }
    }
    return report;
  }
}
