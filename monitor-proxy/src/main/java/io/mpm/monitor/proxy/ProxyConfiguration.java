package io.mpm.monitor.proxy;

import io.mpm.monitor.protocol.home.AccessToken;
import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.redaction.RedactionSettings;
import io.mpm.monitor.protocol.redaction.Sanitizer;
import io.mpm.monitor.protocol.settings.InvalidSettingsException;
import io.mpm.monitor.protocol.settings.Settings;
import io.mpm.monitor.protocol.settings.SettingsCatalog;
import io.mpm.monitor.proxy.batch.BatchPolicy;
import io.mpm.monitor.proxy.delivery.BreakerSettings;
import io.mpm.monitor.proxy.delivery.DaemonFinder;
import io.mpm.monitor.proxy.intake.ReadLimits;
import io.mpm.monitor.proxy.intake.SpoolCaps;
import io.mpm.monitor.proxy.lifecycle.ConfigStamp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the user wants, from {@code config.yaml} and the environment.
 *
 * @param daemon tells where events go
 * @param faulty the file of the settings as it was read, if they cannot be used: then events go
 *     nowhere
 */
record ProxyConfiguration(
    ProxySettings settings, DaemonFinder daemon, Optional<ConfigStamp> faulty) {

  private static final Logger log = LoggerFactory.getLogger(ProxyConfiguration.class);

  /**
   * Reads the settings. Of those that cannot be used it takes what is right: limits must hold and
   * secrets must go whatever the settings are, but to deliver to somebody whom the user may not
   * mean is no duty.
   */
  static ProxyConfiguration of(MonitorHome home, Map<String, String> environment) {
    ConfigStamp stamp = new ConfigStamp(home.config());
    try {
      return read(home, environment);
    } catch (InvalidSettingsException | IllegalArgumentException | IOException e) {
      String bar = "the settings cannot be used: " + e.getMessage();
      log.error("nothing is delivered, {}", bar);
      Settings right = Settings.lenient(Map.of(), environment, home.config());
      return new ProxyConfiguration(
          settings(right, salvagedSanitizer(right)),
          DaemonFinder.barred(home, bar),
          Optional.of(stamp));
    }
  }

  /**
   * Reads the settings, all of which must be right.
   *
   * @throws InvalidSettingsException when a value is not allowed; the message names it
   * @throws IllegalArgumentException when a redaction rule cannot be used, or the environment names
   *     no daemon but something else; the message names it
   * @throws IOException when the file with the token cannot be read
   */
  static ProxyConfiguration read(MonitorHome home, Map<String, String> environment)
      throws InvalidSettingsException, IOException {
    Settings found = Settings.resolve(Map.of(), environment, home.config());
    return new ProxyConfiguration(
        settings(found, RedactionSettings.of(found).sanitizer()),
        new DaemonFinder(home, daemon(found, environment)),
        Optional.empty());
  }

  private static Optional<Sanitizer> salvagedSanitizer(Settings right) {
    try {
      return RedactionSettings.of(right).sanitizer();
    } catch (IllegalArgumentException e) {
      return Optional.of(Sanitizer.withDefaults());
    }
  }

  private static ProxySettings settings(Settings found, Optional<Sanitizer> sanitizer) {
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
        sanitizer);
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
    if (token.isPresent() && daemon.getOrDefault(AccessToken.VARIABLE, "").isBlank()) {
      daemon.put(AccessToken.VARIABLE, AccessToken.read(token.get()).reveal());
    }
    return daemon;
  }

  /** Not the values: there is a token among them. */
  @Override
  public String toString() {
    return "ProxyConfiguration[" + settings + "]";
  }
}
