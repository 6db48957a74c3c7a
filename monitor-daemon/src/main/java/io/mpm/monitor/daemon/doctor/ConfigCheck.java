package io.mpm.monitor.daemon.doctor;

import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.settings.InvalidSettingsException;
import io.mpm.monitor.protocol.settings.Settings;
import java.util.List;
import java.util.Map;

/** Whether our own settings can be understood. */
record ConfigCheck(MonitorHome home, Map<String, String> environment) implements Check {

  @Override
  public String subject() {
    return "config";
  }

  @Override
  public List<Finding> run() {
    try {
      Settings.resolve(Map.of(), environment, home.config());
      return List.of(Finding.ok("the settings are in order; `mpm-monitord config` shows them"));
    } catch (InvalidSettingsException e) {
      return List.of(
          Finding.problem(
              String.valueOf(e.getMessage()), "correct it; docs/configuration.md lists all keys"));
    }
  }
}
