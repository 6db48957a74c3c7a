package io.mpm.monitor.daemon.cli;

import io.mpm.monitor.daemon.lifecycle.ExitCode;
import io.mpm.monitor.daemon.lifecycle.RunningDaemon;
import io.mpm.monitor.protocol.home.AccessToken;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "open",
    description = "Opens the page of the running monitor in the browser.",
    footer = {"", "Examples:", "  mpm-monitord open", "  mpm-monitord open --print"})
final class OpenCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  @Option(
      names = "--print",
      description = {
        "Print the address with its access token instead, for a browser elsewhere.",
        "Whoever has it sees all sessions."
      })
  private boolean print;

  OpenCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    RunningDaemon daemon = surroundings.requireRunning();
    if (print) {
      AccessToken token = AccessToken.read(surroundings.home().token());
      surroundings.say(daemon.privateUrl(token));
    } else {
      new PageOpener(surroundings).open(daemon);
    }
    return ExitCode.OK;
  }
}
