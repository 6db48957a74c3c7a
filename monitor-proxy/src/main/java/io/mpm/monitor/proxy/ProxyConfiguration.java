package io.mpm.monitor.proxy;

import io.mpm.monitor.protocol.home.AccessToken;
import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.redaction.RedactionSettings;
import io.mpm.monitor.protocol.settings.InvalidSettingsException;
import io.mpm.monitor.protocol.settings.Settings;
import io.mpm.monitor.protocol.settings.SettingsCatalog;
import io.mpm.monitor.proxy.batch.BatchPolicy;
import io.mpm.monitor.proxy.delivery.BreakerSettings;
import io.mpm.monitor.proxy.delivery.DaemonFinder;
import io.mpm.monitor.proxy.intake.ReadLimits;
import io.mpm.monitor.proxy.intake.SpoolCaps;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the user wants, from {@code config.yaml} and the environment.
 *
 * @param environment names the daemon, where it is not this home's
 */
record ProxyConfiguration(ProxySettings settings, Map<String, String> environment) {

  /**
   * Reads it.
   *
   * @throws InvalidSettingsException when a value is not allowed; the message names it
   * @throws IllegalArgumentException when a redaction rule cannot be used; the message names it
   * @throws IOException when the file with the token cannot be read
   */
  static ProxyConfiguration read(MonitorHome home, Map<String, String> environment)
      throws InvalidSettingsException, IOException {
    Settings found = Settings.resolve(Map.of(), environment, home.config());
    return new ProxyConfiguration(settings(found), daemon(found, environment));
  }

  private static ProxySettings settings(Settings found) {
    ProxySettings defaults = ProxySettings.defaults();
    return new ProxySettings(
        reading(found),
        defaults.settle(),
        defaults.aside(),
        new SpoolCaps(
            (long) found.get(SettingsCatalog.SPOOL_MEGABYTES) << 20,
            found.get(SettingsCatalog.SPOOL_EVENTS),
            Duration.ofDays(found.get(SettingsCatalog.SPOOL_DAYS))),
        new BatchPolicy(
            found.get(SettingsCatalog.BATCH_EVENTS),
            found.get(SettingsCatalog.BATCH_KILOBYTES) << 10),
        Duration.ofMillis(found.get(SettingsCatalog.ACK_TIMEOUT)),
        new BreakerSettings(
            found.get(SettingsCatalog.BREAKER_FAILURES),
            defaults.breaker().firstWait(),
            defaults.breaker().longestWait()),
        defaults.safetyPoll(),
        Duration.ofMinutes(found.get(SettingsCatalog.IDLE_MINUTES)),
        RedactionSettings.of(found).sanitizer());
  }

  private static ReadLimits reading(Settings found) {
    ReadLimits defaults = ReadLimits.defaults();
    return new ReadLimits(
        found.get(SettingsCatalog.EVENT_KILOBYTES) << 10,
        defaults.stringBytes(),
        defaults.fieldBytes());
  }

  private static Map<String, String> daemon(Settings found, Map<String, String> environment)
      throws IOException {
    Map<String, String> daemon = new HashMap<>(environment);
    found
        .get(SettingsCatalog.PROXY_URL)
        .ifPresent(uri -> daemon.put(DaemonFinder.URL, uri.toString()));
    Optional<Path> token = found.get(SettingsCatalog.PROXY_TOKEN_FILE);
    if (token.isPresent() && daemon.getOrDefault(DaemonFinder.TOKEN, "").isBlank()) {
      daemon.put(DaemonFinder.TOKEN, AccessToken.read(token.get()).reveal());
    }
    return daemon;
  }

  /** Not the values: there is a token among them. */
  @Override
  public String toString() {
    return "ProxyConfiguration[" + settings + "]";
  }
}
