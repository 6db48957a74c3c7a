package io.mpm.monitor.daemon.cli;

import io.mpm.monitor.daemon.lifecycle.ExitCode;
import io.mpm.monitor.daemon.lifecycle.RunningDaemon;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
    name = "stop",
    description = "Ends the monitor in order; by force when it does not end within 5 s.",
    footer = {"", "Example:", "  mpm-monitord stop"})
final class StopCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  StopCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    Optional<RunningDaemon> running = RunningDaemon.find(surroundings.files());
    if (running.isEmpty()) {
      surroundings.out().println("mpm-monitord is not running");
      return ExitCode.OK;
    }
    RunningDaemon.Ending ending =
        running.get().stop("stopped by `mpm-monitord stop`", surroundings.clock());
    surroundings
        .out()
        .println(
            switch (ending) {
              case ORDERLY -> "mpm-monitord has ended";
              case KILLED -> "mpm-monitord did not end within 5 s and was killed";
            });
    return ExitCode.OK;
  }
}
