package io.mpm.monitor.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.Daemon;
import io.mpm.monitor.daemon.DaemonSettings;
import io.mpm.monitor.daemon.http.Owner;
import io.mpm.monitor.daemon.lifecycle.AlreadyRunningException;
import io.mpm.monitor.daemon.lifecycle.ExitCode;
import io.mpm.monitor.daemon.lifecycle.ForegroundDaemon;
import io.mpm.monitor.daemon.log.DaemonLog;
import io.mpm.monitor.daemon.store.Retention;
import io.mpm.monitor.daemon.system.PortTakenException;
import io.mpm.monitor.daemon.system.Signals;
import io.mpm.monitor.daemon.usage.TranscriptFolders;
import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.ProgramVersion;
import io.mpm.monitor.protocol.home.ProxyPid;
import io.mpm.monitor.protocol.redaction.RedactionSettings;
import io.mpm.monitor.protocol.settings.InvalidSettingsException;
import io.mpm.monitor.protocol.settings.Settings;
import io.mpm.monitor.protocol.settings.SettingsCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Is the daemon, in this process, until it is asked to end. */
final class ForegroundStart {

  private static final Logger log = LoggerFactory.getLogger(ForegroundStart.class);

  private final Surroundings surroundings;

  ForegroundStart(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * Returns when it has ended.
   *
   * @param flags what the command line says, which still counts when the settings are read again
   * @param unlessRunning whether it is well that another daemon has the home already
   * @return the exit code
   */
  int stay(Map<String, String> flags, boolean unlessRunning)
      throws IOException, AlreadyRunningException, PortTakenException, InvalidSettingsException {
    try {
      run(flags);
    } catch (AlreadyRunningException e) {
      if (!unlessRunning) {
        throw e;
      }
      surroundings.say(String.valueOf(e.getMessage()));
    } catch (IOException | PortTakenException | InvalidSettingsException e) {
      // A system's service has nobody before it who would read what it says.
      ForegroundDaemon.logFailedStart(surroundings.files(), Failures.message(e));
      throw e;
    }
    return ExitCode.OK;
  }

  private void run(Map<String, String> flags)
      throws IOException, AlreadyRunningException, PortTakenException, InvalidSettingsException {
    Settings settings = surroundings.settings(flags);
    surroundings.home().prepare();
    ForegroundDaemon daemon = daemon(settings, flags);
    Signals.handle(daemon::stop);
    String reason =
        daemon.run(
            record -> {
              surroundings
                  .out()
                  .printf(
                      "mpm-monitord listens on http://127.0.0.1:%d (pid %d)%n",
                      record.port(), record.process().pid());
              new Destination(settings, record.port()).elsewhere().ifPresent(surroundings::note);
              fetchWaiting();
            });
    surroundings.say("mpm-monitord ended: " + reason);
  }

  /** What waits from before, as from before a reboot, would lie there until another event comes. */
  private void fetchWaiting() {
    MonitorHome home = surroundings.home();
    try (Stream<Path> spool = Files.list(home.spool())) {
      if (spool.anyMatch(Files::isRegularFile) && ProxyPid.findAlive(home).isEmpty()) {
        HookProgram.of(surroundings).startProxy();
      }
    } catch (IOException | CommandFailure e) {
      log.warn("what waits in the spool does so until the next hook: {}", e.getMessage());
    }
  }

  /** A daemon that is still to be run; the home is prepared already. */
  ForegroundDaemon daemon(Settings settings, Map<String, String> flags) throws IOException {
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
            dashboard(settings),
            memory(settings),
            history(settings),
            redaction::get,
            usage(settings));
    return new ForegroundDaemon(
        surroundings.files(),
        core.address().port(),
        ProgramVersion.textOf(ForegroundStart.class),
        settings.get(SettingsCatalog.DEBUG),
        (token, stop) -> {
          warnOfLessMemory(settings, core.memoryMb());
          return service(Daemon.start(core, token, owner(inForce, stop)));
        },
        surroundings.clock());
  }

  /** In MB. A JVM that was not started by us may have less than the settings say. */
  private static int memory(Settings settings) {
    int wanted = settings.get(SettingsCatalog.MEMORY);
    int given = (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() >> 20);
    // Java does not count a part of the youngest generation.
    return given >= wanted - wanted / 10 ? wanted : given;
  }

  private static void warnOfLessMemory(Settings settings, int given) {
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

  private Optional<DaemonSettings.History> history(Settings settings) {
    if (!settings.get(SettingsCatalog.HISTORY)) {
      return Optional.empty();
    }
    long maxBytes = (long) settings.get(SettingsCatalog.HISTORY_SIZE) << 20;
    Duration maxAge = Duration.ofDays(settings.get(SettingsCatalog.HISTORY_AGE));
    return Optional.of(
        new DaemonSettings.History(surroundings.home().history(), new Retention(maxBytes, maxAge)));
  }

  private Optional<DaemonSettings.Usage> usage(Settings settings) throws IOException {
    TranscriptFolders transcripts = TranscriptFolders.of(surroundings.environment(), userHome());
    return surroundings
        .prices(settings)
        .map(prices -> new DaemonSettings.Usage(transcripts, prices));
  }

  private static Path userHome() {
    return Path.of(System.getProperty("user.home")).toAbsolutePath();
  }

  private Path dashboard(Settings settings) throws IOException {
    Optional<String> problem = surroundings.readiness().dashboard(settings);
    if (problem.isPresent()) {
      throw new IOException(problem.get());
    }
    return surroundings.install().resolve(settings.get(SettingsCatalog.DASHBOARD));
  }
}
