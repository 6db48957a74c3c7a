package io.mpm.monitor.daemon.doctor;

import io.mpm.monitor.daemon.lifecycle.DaemonFiles;
import io.mpm.monitor.daemon.lifecycle.RunningDaemon;
import io.mpm.monitor.daemon.system.LoopbackPort;
import io.mpm.monitor.daemon.system.PortTakenException;
import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.settings.InvalidSettingsException;
import io.mpm.monitor.protocol.settings.Settings;
import io.mpm.monitor.protocol.settings.SettingsCatalog;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the port is the daemon's, or free for it. */
record PortCheck(MonitorHome home, Map<String, String> environment, DaemonFiles files)
    implements Check {

  @Override
  public String subject() {
    return "port";
  }

  @Override
  public List<Finding> run() throws IOException {
    Settings settings;
    try {
      settings = Settings.resolve(Map.of(), environment, home.config());
    } catch (InvalidSettingsException e) {
      return List.of(Finding.warning("the port is not known", "see config"));
    }
    int port = settings.get(SettingsCatalog.PORT);
    Optional<RunningDaemon> daemon = RunningDaemon.find(files);
    if (daemon.isPresent()) {
      return List.of(taken(port, daemon.get()));
    }
    // There it may well be taken, by the way to that daemon.
    return List.of(
        settings.get(SettingsCatalog.PROXY_URL).isPresent()
            ? Finding.ok("none is needed here; events go elsewhere")
            : free(port));
  }

  private static Finding taken(int port, RunningDaemon daemon) {
    int actual = daemon.record().port();
    return actual == port
        ? Finding.ok(port + " is the daemon's")
        : Finding.warning(
            "the daemon is on port %d, and the settings of this shell say %d"
                .formatted(actual, port),
            "HTTP hooks must go to %d; `mpm-monitord restart --port %d` moves the daemon"
                .formatted(actual, port));
  }

  private static Finding free(int port) throws IOException {
    try {
      LoopbackPort.requireFree(port);
      return Finding.ok(port + " is free");
    } catch (PortTakenException e) {
      return Finding.problem(
          String.valueOf(e.getMessage()), "end that, or `mpm-monitord start --port N`");
    }
  }
}
