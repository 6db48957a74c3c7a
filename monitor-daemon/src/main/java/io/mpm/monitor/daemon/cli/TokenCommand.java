package io.mpm.monitor.daemon.cli;

import io.mpm.monitor.daemon.lifecycle.ExitCode;
import io.mpm.monitor.daemon.lifecycle.RunningDaemon;
import io.mpm.monitor.protocol.home.AccessToken;
import io.mpm.monitor.protocol.home.MonitorHome;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "token",
    description = "Prints the access token, and nothing else. Whoever has it sees all sessions.",
    footer = {"", "Examples:", "  mpm-monitord token", "  mpm-monitord token --rotate"})
final class TokenCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  @Option(
      names = "--rotate",
      description = "Make a new one first. Pages and hook settings with the old one are shut out.")
  private boolean rotate;

  @Option(
      names = "--producer",
      description = "The one that can add events and read nothing, for hooks that send by HTTP.")
  private boolean producer;

  TokenCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    MonitorHome home = surroundings.home();
    home.prepare();
    Path file = producer ? home.producerToken() : home.token();
    AccessToken token = rotate ? AccessToken.rotate(file) : AccessToken.readOrCreate(file);
    surroundings.say(token.reveal());
    if (rotate && producer) {
      surroundings
          .err()
          .println(
              "hooks that were installed with --mode http show the old token; install them again");
    }
    if (rotate && RunningDaemon.find(surroundings.files()).isPresent()) {
      surroundings
          .err()
          .println(
              "mpm-monitord still takes the old token; `mpm-monitord restart` makes this count");
    }
    return ExitCode.OK;
  }
}
