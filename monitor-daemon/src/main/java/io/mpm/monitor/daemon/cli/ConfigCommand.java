package io.mpm.monitor.daemon.cli;

import io.mpm.monitor.daemon.lifecycle.ExitCode;
import io.mpm.monitor.protocol.settings.Setting;
import io.mpm.monitor.protocol.settings.Settings;
import io.mpm.monitor.protocol.settings.SettingsCatalog;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
    name = "config",
    description = "Prints every setting, its value, and where that was found.",
    footer = {"", "Example:", "  SOCKETIO_PORT=9000 mpm-monitord config"})
final class ConfigCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  ConfigCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    Settings settings = surroundings.settings(Map.of());
    for (Setting<?> setting : SettingsCatalog.ALL) {
      surroundings
          .out()
          .printf(
              "%-18s %-12s (%s)%n",
              setting.key(), settings.text(setting), settings.origin(setting));
    }
    return ExitCode.OK;
  }
}
