package io.mpm.monitor.daemon.cli;

import io.mpm.monitor.daemon.lifecycle.ExitCode;
import io.mpm.monitor.daemon.lifecycle.RunningDaemon;
import io.mpm.monitor.daemon.lifecycle.RunningProxy;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
    name = "stop",
    description = {
      "Ends the monitor and the proxy in order; the monitor by force when it takes more than 5 s.",
      "Hooks go on: their events wait, and the first of them starts a proxy again."
    },
    footer = {"", "Example:", "  mpm-monitord stop"})
final class StopCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  StopCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    Optional<RunningDaemon> running = RunningDaemon.find(surroundings.files());
    surroundings.say(running.isPresent() ? stop(running.get()) : "mpm-monitord is not running");
    // After the daemon, so that what it holds is acknowledged; what is not, waits in the spool.
    RunningProxy.find(surroundings.files().home()).ifPresent(RunningProxy::end);
    return ExitCode.OK;
  }

  private String stop(RunningDaemon running) throws Exception {
    return switch (running.stop("stopped by `mpm-monitord stop`", surroundings.clock())) {
      case ORDERLY -> "mpm-monitord has ended";
      case KILLED -> "mpm-monitord did not end within 5 s and was killed";
    };
  }
}
