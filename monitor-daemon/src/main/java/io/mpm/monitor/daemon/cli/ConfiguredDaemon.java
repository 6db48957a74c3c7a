package io.mpm.monitor.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.Daemon;
import io.mpm.monitor.daemon.DaemonSettings;
import io.mpm.monitor.daemon.http.Owner;
import io.mpm.monitor.daemon.lifecycle.ForegroundDaemon;
import io.mpm.monitor.daemon.log.DaemonLog;
import io.mpm.monitor.daemon.store.Retention;
import io.mpm.monitor.daemon.usage.TranscriptFolders;
import io.mpm.monitor.protocol.home.ProgramVersion;
import io.mpm.monitor.protocol.redaction.RedactionSettings;
import io.mpm.monitor.protocol.settings.InvalidSettingsException;
import io.mpm.monitor.protocol.settings.Settings;
import io.mpm.monitor.protocol.settings.SettingsCatalog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the daemon that a user's settings ask for, and lets it read them again. */
final class ConfiguredDaemon {

  private static final Logger log = LoggerFactory.getLogger(ConfiguredDaemon.class);

  private final Surroundings surroundings;
  private final Settings settings;

  private ConfiguredDaemon(Surroundings surroundings, Settings settings) {
    this.surroundings = surroundings;
    this.settings = settings;
  }

  /**
   * A daemon with these settings, which is still to be run; the home is prepared already.
   *
   * @param flags what the command line says, which still counts when the settings are read again
   */
  static ForegroundDaemon of(
      Surroundings surroundings, Settings settings, Map<String, String> flags) throws IOException {
    return new ConfiguredDaemon(surroundings, settings).make(flags);
  }

  private ForegroundDaemon make(Map<String, String> flags) throws IOException {
    AtomicReference<RedactionSettings> redaction =
        new AtomicReference<>(RedactionSettings.of(settings));
    SettingsInForce inForce =
        new SettingsInForce(
            settings,
            () -> surroundings.settings(flags),
            now -> {
              redaction.set(RedactionSettings.of(now));
              DaemonLog.setDebug(now.get(SettingsCatalog.DEBUG));
            });
    DaemonSettings core =
        new DaemonSettings(
            new DaemonSettings.Address(
                settings.get(SettingsCatalog.PORT),
                settings.get(SettingsCatalog.SOCKET),
                settings.get(SettingsCatalog.TUNNELS)),
            dashboard(),
            memory(),
            history(),
            redaction::get,
            usage());
    return new ForegroundDaemon(
        surroundings.files(),
        core.address().port(),
        ProgramVersion.textOf(ConfiguredDaemon.class),
        settings.get(SettingsCatalog.DEBUG),
        (token, stop) -> {
          warnOfLessMemory(core.memoryMb());
          return service(Daemon.start(core, token, owner(inForce, stop)));
        },
        surroundings.clock());
  }

  /** In MB. A JVM that was not started by us may have less than the settings say. */
  private int memory() {
    int wanted = settings.get(SettingsCatalog.MEMORY);
    int given = (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() >> 20);
    // Java does not count a part of the youngest generation.
    return given >= wanted - wanted / 10 ? wanted : given;
  }

  private void warnOfLessMemory(int given) {
    int wanted = settings.get(SettingsCatalog.MEMORY);
    if (given < wanted) {
      log.warn("daemon.memory_mb is {}, but this Java was started with {} MB", wanted, given);
    }
  }

  private static ForegroundDaemon.Service service(Daemon daemon) {
    return new ForegroundDaemon.Service() {
      @Override
      public long work() {
        return daemon.counters().received();
      }

      @Override
      public void close() {
        daemon.close();
      }
    };
  }

  private static Owner owner(SettingsInForce settings, Consumer<String> stop) {
    return new Owner() {
      @Override
      public void stop(String reason) {
        stop.accept(reason);
      }

      @Override
      public JsonNode reload() throws InvalidSettingsException {
        return settings.reload();
      }
    };
  }

  private Optional<DaemonSettings.History> history() {
    if (!settings.get(SettingsCatalog.HISTORY)) {
      return Optional.empty();
    }
    long maxBytes = (long) settings.get(SettingsCatalog.HISTORY_SIZE) << 20;
    Duration maxAge = Duration.ofDays(settings.get(SettingsCatalog.HISTORY_AGE));
    return Optional.of(
        new DaemonSettings.History(surroundings.home().history(), new Retention(maxBytes, maxAge)));
  }

  private Optional<DaemonSettings.Usage> usage() throws IOException {
    TranscriptFolders transcripts = TranscriptFolders.of(surroundings.environment(), userHome());
    return surroundings
        .prices(settings)
        .map(prices -> new DaemonSettings.Usage(transcripts, prices));
  }

  private static Path userHome() {
    return Path.of(System.getProperty("user.home")).toAbsolutePath();
  }

  private Path dashboard() throws IOException {
    Optional<String> problem = surroundings.readiness().dashboard(settings);
    if (problem.isPresent()) {
      throw new IOException(problem.get());
    }
    return surroundings.install().resolve(settings.get(SettingsCatalog.DASHBOARD));
  }
}
