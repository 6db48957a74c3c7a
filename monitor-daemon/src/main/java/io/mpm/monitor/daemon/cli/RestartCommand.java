package io.mpm.monitor.daemon.cli;

import io.mpm.monitor.daemon.lifecycle.ExitCode;
import io.mpm.monitor.daemon.lifecycle.LoopbackPort;
import io.mpm.monitor.daemon.lifecycle.PortTakenException;
import io.mpm.monitor.daemon.lifecycle.RunningDaemon;
import io.mpm.monitor.protocol.settings.InvalidSettingsException;
import io.mpm.monitor.protocol.settings.Settings;
import io.mpm.monitor.protocol.settings.SettingsCatalog;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "restart",
    description = {
      "Ends the monitor, if it runs, and starts it again with the settings of now.",
      "It keeps its port unless another is set. Hooks lose nothing, pages come back by themselves.",
      "When another could not start, as with bad settings, the one that runs goes on."
    },
    footer = {"", "Examples:", "  mpm-monitord restart", "  mpm-monitord restart --port 9000"})
final class RestartCommand implements Callable<Integer> {

  private final Surroundings surroundings;
  private final MonitordCommand program;

  @Option(names = "--port", paramLabel = "N", description = "Move to this port.")
  private @Nullable String port;

  RestartCommand(Surroundings surroundings, MonitordCommand program) {
    this.surroundings = surroundings;
    this.program = program;
  }

  @Override
  public Integer call() throws Exception {
    Settings settings = surroundings.settings(program.flags(port));
    Optional<RunningDaemon> running = RunningDaemon.find(surroundings.files());
    if (running.isPresent()) {
      settings = keepPort(settings, running.get());
      requireStartable(settings, running.get());
      running.get().stop("stopped by `mpm-monitord restart`", surroundings.clock());
    }
    new BackgroundStart(surroundings).ensureRunning(settings);
    return ExitCode.OK;
  }

  /** Before the running one is ended: better with the old settings than not at all. */
  private void requireStartable(Settings settings, RunningDaemon running)
      throws IOException, CommandFailure, PortTakenException {
    surroundings.requireStartable(settings);
    int port = settings.get(SettingsCatalog.PORT);
    if (port != running.record().port()) {
      LoopbackPort.requireFree(port);
    }
  }

  private Settings keepPort(Settings settings, RunningDaemon running)
      throws CommandFailure, InvalidSettingsException {
    int port = running.record().port();
    return settings.isSet(SettingsCatalog.PORT) || settings.get(SettingsCatalog.PORT) == port
        ? settings
        : surroundings.settings(program.flags(String.valueOf(port)));
  }
}
