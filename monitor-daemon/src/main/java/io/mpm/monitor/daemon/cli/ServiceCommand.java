package io.mpm.monitor.daemon.cli;

import io.mpm.monitor.daemon.lifecycle.ExitCode;
import io.mpm.monitor.daemon.lifecycle.RunningDaemon;
import io.mpm.monitor.daemon.service.PlacedFile;
import io.mpm.monitor.daemon.service.ServiceFile;
import io.mpm.monitor.daemon.service.ServiceFinder;
import io.mpm.monitor.daemon.service.SystemService;
import io.mpm.monitor.daemon.system.OperatingSystem;
import io.mpm.monitor.daemon.system.PortTakenException;
import io.mpm.monitor.protocol.settings.InvalidSettingsException;
import io.mpm.monitor.protocol.settings.Origin;
import io.mpm.monitor.protocol.settings.Setting;
import io.mpm.monitor.protocol.settings.Settings;
import io.mpm.monitor.protocol.settings.SettingsCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "service",
    description = {
      "Has the system run the monitor from login to logout, and again when it fails.",
      "It does so by a user's unit of systemd on Linux, by an agent of launchd on macOS."
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  mpm-monitord service install --print",
      "  mpm-monitord service install",
      "  mpm-monitord service status",
      "  mpm-monitord service uninstall"
    })
final class ServiceCommand implements Runnable {

  private final Surroundings surroundings;
  private final OperatingSystem system;

  @Spec private @Nullable CommandSpec spec;

  ServiceCommand(Surroundings surroundings) {
    this(surroundings, OperatingSystem.current());
  }

  ServiceCommand(Surroundings surroundings, OperatingSystem system) {
    this.surroundings = surroundings;
    this.system = system;
  }

  private ServiceFinder finder() {
    return surroundings.service(system);
  }

  @Override
  public void run() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets it");
    }
    throw new ParameterException(
        spec.commandLine(), "one of install, uninstall and status is missing");
  }

  @Command(
      name = "install",
      description = {
        "Writes the service's file and starts it in the place of a monitor that runs already.",
        "When the system does not take it, that one goes on, and no file is left.",
        "Again after an update or a move of the installation."
      },
      footer = {"", "Example:", "  mpm-monitord service install"})
  int install(
      @Option(names = "--print", description = "Print the file, and change nothing.") boolean print)
      throws IOException,
          InterruptedException,
          CommandFailure,
          InvalidSettingsException,
          PortTakenException {
    SystemService service = finder().service();
    ServiceFile file = service.file();
    if (print) {
      surroundings.out().print(file.text());
      return ExitCode.OK;
    }
    Optional<RunningDaemon> running = RunningDaemon.find(surroundings.files());
    requireStartable(running);
    boolean replacesOne = Files.exists(file.path()) && service.state().isKnown();
    PlacedFile placed = PlacedFile.put(file.path(), file.text());
    try {
      Optional<String> refusal = service.register();
      if (refusal.isPresent()) {
        throw refused("all is as it was", refusal.get());
      }
      surroundings.home().prepare();
    } catch (CommandFailure | IOException e) {
      undo(service, placed);
      throw e;
    }
    if (running.isPresent()) {
      running.get().stop("the service takes over", surroundings.clock());
    }
    Optional<String> refusal = service.start();
    if (refusal.isPresent()) {
      undo(service, placed);
      boolean isBack = replacesOne && service.start().isEmpty();
      if (!isBack && running.isPresent()) {
        bringBack(running.get());
      }
      throw refused(
          isBack || !replacesOne ? "all is as it was" : "the one of before did not start again",
          refusal.get());
    }
    surroundings.say("wrote " + file.path());
    surroundings.say("the service runs; `mpm-monitord service status` says how it does");
    sayWhatItDoesNotSee();
    return ExitCode.OK;
  }

  /** Before anything is ended or written, by what the service will find around it. */
  private void requireStartable(Optional<RunningDaemon> running)
      throws IOException, CommandFailure, InvalidSettingsException, PortTakenException {
    Map<String, String> environment = finder().environment();
    Settings settings = Settings.resolve(Map.of(), environment, surroundings.home().config());
    new Successor(surroundings, settings).requireAble(running);
  }

  private void sayWhatItDoesNotSee() throws InvalidSettingsException {
    Settings here = surroundings.settings(Map.of());
    for (Setting<?> setting : SettingsCatalog.ALL) {
      if (here.origin(setting) instanceof Origin.Variable variable) {
        surroundings.say(
            "it does not see %s (%s); what is to count for it as well goes into %s"
                .formatted(variable.name(), setting.key(), surroundings.home().config()));
      }
    }
  }

  private static CommandFailure refused(String now, String refusal) {
    return new CommandFailure(
        "the service was not installed, and " + now + ": " + refusal, ExitCode.FAILED);
  }

  /** The file as it was, as far as the system lets us: it has refused something already. */
  private static void undo(SystemService service, PlacedFile placed)
      throws IOException, InterruptedException {
    if (placed.isReplacement()) {
      placed.takeBack();
      service.register();
      return;
    }
    service.stop();
    placed.takeBack();
    service.forget();
  }

  private void bringBack(RunningDaemon ended)
      throws IOException,
          InterruptedException,
          CommandFailure,
          InvalidSettingsException,
          PortTakenException {
    String port = String.valueOf(ended.record().port());
    new BackgroundStart(surroundings).ensureRunning(surroundings.settings(Map.of("--port", port)));
  }

  @Command(
      name = "uninstall",
      description = "Ends the service and removes its file. What the monitor keeps stays.",
      footer = {"", "Example:", "  mpm-monitord service uninstall"})
  int uninstall() throws IOException, InterruptedException {
    SystemService service = finder().service();
    Path file = service.file().path();
    if (!Files.exists(file)) {
      surroundings.say("there is no service: " + file);
      return ExitCode.OK;
    }
    service.stop();
    Files.deleteIfExists(file);
    surroundings.say("removed " + file);
    service.forget();
    return ExitCode.OK;
  }

  @Command(
      name = "status",
      description = "Says whether the service is installed and how it does; exit code 3 when not.",
      footer = {"", "Example:", "  mpm-monitord service status"})
  int status() throws IOException, InterruptedException {
    SystemService service = finder().service();
    ServiceFile file = service.file();
    if (!Files.exists(file.path())) {
      surroundings.say("the service is not installed");
      return ExitCode.NOT_RUNNING;
    }
    boolean same = Files.readString(file.path()).equals(file.text());
    SystemService.State state = service.state();
    surroundings.say("file    " + file.path());
    surroundings.say(
        "        " + (same ? "as this installation writes it" : "another one; install it again"));
    surroundings.say("system  " + state.words());
    surroundings.say(
        "daemon  "
            + RunningDaemon.find(surroundings.files())
                .map(daemon -> "pid " + daemon.record().process().pid() + ", " + daemon.url())
                .orElse("not running"));
    return state.isRunning() ? ExitCode.OK : ExitCode.NOT_RUNNING;
  }
}
