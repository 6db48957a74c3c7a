package io.mpm.monitor.daemon.cli;

import io.mpm.monitor.daemon.lifecycle.DaemonLauncher;
import io.mpm.monitor.daemon.lifecycle.ExitCode;
import io.mpm.monitor.daemon.lifecycle.RunningDaemon;
import io.mpm.monitor.daemon.system.LoopbackPort;
import io.mpm.monitor.daemon.system.Poll;
import io.mpm.monitor.daemon.system.PortTakenException;
import io.mpm.monitor.protocol.settings.Origin;
import io.mpm.monitor.protocol.settings.Settings;
import io.mpm.monitor.protocol.settings.SettingsCatalog;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sees to it that a daemon runs in the background. */
final class BackgroundStart {

  /** How long a start waits for another one to show itself as the owner of the port. */
  private static final Duration RACE = Duration.ofSeconds(1);

  private final Surroundings surroundings;

  BackgroundStart(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * The daemon that runs now, or a new one that listens by the time this returns. Says on standard
   * output which it is.
   *
   * @throws CommandFailure when one runs on another port than was asked for
   */
  RunningDaemon ensureRunning(Settings settings)
      throws CommandFailure, PortTakenException, IOException, InterruptedException {
    Optional<RunningDaemon> running = RunningDaemon.find(surroundings.files());
    if (running.isPresent()) {
      requirePort(settings, running.get());
      surroundings.say("mpm-monitord is running already: " + running.get().url());
      return running.get();
    }
    // Said here, not in the log of a daemon that does not start.
    surroundings.requireStartable(settings);
    int port = settings.get(SettingsCatalog.PORT);
    surroundings.home().prepare();
    RunningDaemon daemon = launch(settings, port);
    requirePort(settings, daemon);
    surroundings
        .out()
        .printf(
            "mpm-monitord is running: %s (pid %d)%n",
            daemon.url(), daemon.record().process().pid());
    return daemon;
  }

  private RunningDaemon launch(Settings settings, int port)
      throws PortTakenException, IOException, InterruptedException {
    try {
      LoopbackPort.requireFree(port);
    } catch (PortTakenException taken) {
      // Perhaps by a daemon of this home that has bound and not yet said so.
      return awaitAnother().orElseThrow(() -> taken);
    }
    return launcher(settings).launch(arguments(settings));
  }

  private Optional<RunningDaemon> awaitAnother() throws IOException, InterruptedException {
    Poll.until(() -> RunningDaemon.find(surroundings.files()).isPresent(), RACE);
    return RunningDaemon.find(surroundings.files());
  }

  private DaemonLauncher launcher(Settings settings) {
    return new DaemonLauncher(
        surroundings.files(),
        surroundings.environment(),
        DaemonMain.class.getName(),
        settings.get(SettingsCatalog.MEMORY));
  }

  private static List<String> arguments(Settings settings) {
    List<String> arguments = new ArrayList<>(List.of("start", "--foreground"));
    // What it is told here it takes for the user's word at every reload; the rest it finds itself.
    if (settings.origin(SettingsCatalog.PORT) instanceof Origin.Flag) {
      arguments.addAll(List.of("--port", settings.text(SettingsCatalog.PORT)));
    }
    if (settings.origin(SettingsCatalog.DEBUG) instanceof Origin.Flag) {
      arguments.add("--debug");
    }
    return arguments;
  }

  /** Refuses a daemon that runs on another port than was asked for. */
  static void requirePort(Settings settings, RunningDaemon running) throws CommandFailure {
    int wanted = settings.get(SettingsCatalog.PORT);
    int actual = running.record().port();
    if (settings.isSet(SettingsCatalog.PORT) && wanted != actual) {
      throw new CommandFailure(
          "mpm-monitord runs on port %d already, and %s asks for %d; `mpm-monitord restart --port %d` moves it"
              .formatted(actual, settings.origin(SettingsCatalog.PORT), wanted, wanted),
          ExitCode.FAILED);
    }
  }
}
