package io.mpm.monitor.daemon.cli;

import io.mpm.monitor.daemon.lifecycle.ExitCode;
import io.mpm.monitor.daemon.log.LogFollower;
import io.mpm.monitor.daemon.log.RotatedLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "logs",
    description = "Prints the end of the monitor's log.",
    footer = {"", "Examples:", "  mpm-monitord logs -n 200", "  mpm-monitord logs -f"})
final class LogsCommand implements Callable<Integer> {

  private static final long LOOK_EVERY_MS = 200;

  private final Surroundings surroundings;

  @Option(names = "-n", paramLabel = "N", description = "So many lines (default 50).")
  private int lines = 50;

  @Option(names = "-f", description = "Go on printing what is added, until Ctrl+C.")
  private boolean follow;

  LogsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    if (lines < 0) {
      throw new CommandFailure("-n must be 0 or more: " + lines, ExitCode.USAGE);
    }
    Path log = surroundings.files().log();
    if (!follow && !Files.exists(log)) {
      throw new CommandFailure("there is no log yet: " + log, ExitCode.FAILED);
    }
    try (LogFollower follower = new LogFollower(log)) {
      surroundings.out().print(LogFollower.lastLines(older(log) + follower.read(), lines));
      surroundings.out().flush();
      while (follow && !surroundings.out().checkError()) {
        Thread.sleep(LOOK_EVERY_MS);
        surroundings.out().print(follower.read());
        surroundings.out().flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ExitCode.OK;
  }

  /** What stood in it before it went on in the file of now. */
  private static String older(Path log) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Path file : new RotatedLog(log).files()) {
      if (!file.equals(log)) {
        text.append(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
      }
    }
    return text.toString();
  }
}
