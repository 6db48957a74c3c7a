package io.mpm.monitor.daemon.cli;

import io.mpm.monitor.daemon.lifecycle.ExitCode;
import io.mpm.monitor.protocol.home.DaemonUrl;
import io.mpm.monitor.protocol.settings.Settings;
import io.mpm.monitor.protocol.settings.SettingsCatalog;
import java.util.Optional;

/**
 * Where the events of sessions with these settings go.
 *
 * @param port that of the monitor here
 */
record Destination(Settings settings, int port) {

  /** Why a monitor here would hear none of them; empty when it hears them. */
  Optional<String> elsewhere() {
    return settings
        .get(SettingsCatalog.PROXY_URL)
        .filter(url -> !isHere(url))
        .map(
            url ->
                "%s (%s) sends events to %s, and a monitor here hears none of them; without it they come here"
                    .formatted(
                        SettingsCatalog.PROXY_URL.key(),
                        settings.origin(SettingsCatalog.PROXY_URL),
                        url));
  }

  /**
   * For what is of no use then.
   *
   * @throws CommandFailure when they go elsewhere
   */
  void requireHere() throws CommandFailure {
    Optional<String> elsewhere = elsewhere();
    if (elsewhere.isPresent()) {
      throw new CommandFailure(elsewhere.get(), ExitCode.FAILED);
    }
  }

  private boolean isHere(DaemonUrl url) {
    return url.socket().isPresent()
        ? url.socket().equals(settings.get(SettingsCatalog.SOCKET))
        : DaemonUrl.LOOPBACK.contains(url.web().getHost()) && url.web().getPort() == port;
  }
}
