package io.mpm.monitor.daemon.cli;

import io.mpm.monitor.daemon.lifecycle.ExitCode;
import io.mpm.monitor.daemon.lifecycle.RunningDaemon;
import io.mpm.monitor.protocol.settings.Settings;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "start",
    description = "Starts the monitor in the background, unless it runs already.",
    footer = {
      "",
      "Examples:",
      "  mpm-monitord start",
      "  mpm-monitord start --open",
      "  mpm-monitord start --port 9000",
      "  mpm-monitord start --foreground --debug"
    })
final class StartCommand implements Callable<Integer> {

  private final Surroundings surroundings;
  private final MonitordCommand program;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Where to listen on 127.0.0.1 (default 8765).")
  private @Nullable String port;

  @Option(names = "--foreground", description = "Stay in this terminal; Ctrl+C ends the monitor.")
  private boolean foreground;

  @Option(
      names = "--unless-running",
      description = "With --foreground: end at once, and well, when another runs already.")
  private boolean unlessRunning;

  @Option(names = "--open", description = "Open the page in the browser as well.")
  private boolean open;

  StartCommand(Surroundings surroundings, MonitordCommand program) {
    this.surroundings = surroundings;
    this.program = program;
  }

  @Override
  public Integer call() throws Exception {
    if (foreground) {
      return new ForegroundStart(surroundings).stay(program.flags(port), unlessRunning);
    }
    Settings settings = surroundings.settings(program.flags(port));
    RunningDaemon daemon = new BackgroundStart(surroundings).ensureRunning(settings);
    new Destination(settings, daemon.record().port()).elsewhere().ifPresent(surroundings::note);
    if (open) {
      new PageOpener(surroundings).open(daemon);
    } else {
      surroundings.say("`mpm-monitord open` opens the page");
    }
    return ExitCode.OK;
  }
}
