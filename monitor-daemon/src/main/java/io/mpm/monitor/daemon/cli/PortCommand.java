package io.mpm.monitor.daemon.cli;

import io.mpm.monitor.daemon.lifecycle.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
    name = "port",
    description = "Prints the port of the running monitor, and nothing else.",
    footer = {"", "Example:", "  curl http://127.0.0.1:$(mpm-monitord port)/health"})
final class PortCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  PortCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    surroundings.say(surroundings.requireRunning().record().port());
    return ExitCode.OK;
  }
}
