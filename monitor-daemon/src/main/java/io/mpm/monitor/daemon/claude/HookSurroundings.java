package io.mpm.monitor.daemon.claude;

import io.mpm.monitor.daemon.lifecycle.DaemonFiles;
import io.mpm.monitor.daemon.lifecycle.RunningDaemon;
import io.mpm.monitor.daemon.system.SearchPath;
import io.mpm.monitor.protocol.home.AccessToken;
import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.settings.InvalidSettingsException;
import io.mpm.monitor.protocol.settings.Settings;
import io.mpm.monitor.protocol.settings.SettingsCatalog;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * What our hooks depend on when Claude Code calls them.
 *
 * @param path where programs are found
 * @param port of the daemon on this machine that HTTP hooks must go to; empty when nobody knows
 * @param token that this daemon takes events for; empty when nobody knows
 * @param environment of this shell, which Claude Code's may be like
 */
public record HookSurroundings(
    SearchPath path,
    Optional<Integer> port,
    Optional<AccessToken> token,
    Map<String, String> environment) {

  public HookSurroundings {
    environment = Map.copyOf(environment);
  }

  /** A record's own would tell the environment's secrets. */
  @Override
  public String toString() {
    return "HookSurroundings[port=" + port + "]";
  }

  /**
   * The surroundings of a session with this environment, and of this home's daemon, running or not.
   */
  public static HookSurroundings of(MonitorHome home, Map<String, String> environment)
      throws IOException {
    SearchPath path = SearchPath.of(environment);
    Optional<Integer> running =
        RunningDaemon.find(new DaemonFiles(home)).map(daemon -> daemon.record().port());
    try {
      Settings settings = Settings.resolve(Map.of(), environment, home.config());
      // A port here may then be the beginning of a way to another machine's daemon.
      boolean elsewhere = running.isEmpty() && settings.get(SettingsCatalog.PROXY_URL).isPresent();
      return elsewhere
          ? new HookSurroundings(path, Optional.empty(), Optional.empty(), environment)
          : new HookSurroundings(
              path,
              running.or(() -> Optional.of(settings.get(SettingsCatalog.PORT))),
              token(home),
              environment);
    } catch (InvalidSettingsException e) {
      return new HookSurroundings(path, running, token(home), environment);
    }
  }

  private static Optional<AccessToken> token(MonitorHome home) {
    try {
      return Optional.of(AccessToken.read(home.producerToken()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
