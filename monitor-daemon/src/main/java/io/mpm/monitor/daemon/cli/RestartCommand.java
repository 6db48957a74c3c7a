package io.mpm.monitor.daemon.cli;

import io.mpm.monitor.daemon.lifecycle.ExitCode;
import io.mpm.monitor.daemon.lifecycle.RunningDaemon;
import io.mpm.monitor.daemon.service.SystemService;
import io.mpm.monitor.daemon.system.OperatingSystem;
import io.mpm.monitor.daemon.system.Poll;
import io.mpm.monitor.protocol.settings.InvalidSettingsException;
import io.mpm.monitor.protocol.settings.Settings;
import io.mpm.monitor.protocol.settings.SettingsCatalog;
import java.io.IOException;
import java.time.Duration;
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
      "When another could not start, as with bad settings or a full disk, the one that runs goes",
      "on, as far as that shows beforehand."
    },
    footer = {"", "Examples:", "  mpm-monitord restart", "  mpm-monitord restart --port 9000"})
final class RestartCommand implements Callable<Integer> {

  private static final Duration STARTS_WITHIN = Duration.ofSeconds(20);

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
    Optional<SystemService> service = Optional.empty();
    if (running.isPresent()) {
      settings = keepPort(settings, running.get());
      new Successor(surroundings, settings).requireAble(running);
      service = surroundings.service(OperatingSystem.current()).running();
      running.get().stop("stopped by `mpm-monitord restart`", surroundings.clock());
    }
    if (service.isEmpty() || !isBackAs(service.get())) {
      new BackgroundStart(surroundings).ensureRunning(settings);
    }
    return ExitCode.OK;
  }

  /** Started by anybody else, it would be started by nobody when it fails. */
  private boolean isBackAs(SystemService service) throws IOException, InterruptedException {
    if (port != null) {
      surroundings.note("the service does not look after a monitor on a port of its own");
      return false;
    }
    Optional<String> refusal = service.start();
    if (refusal.isPresent()) {
      surroundings.note("the service does not start again: " + refusal.get());
      return false;
    }
    Poll.until(() -> RunningDaemon.find(surroundings.files()).isPresent(), STARTS_WITHIN);
    Optional<RunningDaemon> daemon = RunningDaemon.find(surroundings.files());
    daemon.ifPresent(
        back ->
            surroundings
                .out()
                .printf(
                    "mpm-monitord is running as the service: %s (pid %d)%n",
                    back.url(), back.record().process().pid()));
    return daemon.isPresent();
  }

  private Settings keepPort(Settings settings, RunningDaemon running)
      throws CommandFailure, InvalidSettingsException {
    int port = running.record().port();
    return settings.isSet(SettingsCatalog.PORT) || settings.get(SettingsCatalog.PORT) == port
        ? settings
        : surroundings.settings(program.flags(String.valueOf(port)));
  }
}
