package io.mpm.monitor.daemon.cli;

import io.mpm.monitor.daemon.lifecycle.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "claude",
    description = {
      "The same as `run -- claude`, for those who are used to `claude-mpm --monitor`.",
      "What follows our own options is Claude Code's."
    },
    footer = {
      "",
      "Examples:",
      "  mpm-monitord claude --monitor",
      "  mpm-monitord claude --monitor --port 9000 --resume"
    })
final class ClaudeCommand implements Callable<Integer> {

  private final Surroundings surroundings;
  private final MonitordCommand program;

  @Option(names = "--monitor", description = "Show the session; without it there is nothing to do.")
  private boolean monitor;

  @Option(names = "--port", paramLabel = "N", description = "Where the hub listens (default 8765).")
  private @Nullable String port;

  @Option(names = "--open", description = "Open the page in the browser as well.")
  private boolean open;

  @Parameters(paramLabel = "ARGUMENT", description = "Claude Code's own arguments.")
  private List<String> arguments = new ArrayList<>();

  ClaudeCommand(Surroundings surroundings, MonitordCommand program) {
    this.surroundings = surroundings;
    this.program = program;
  }

  @Override
  public Integer call() throws Exception {
    if (!monitor) {
      throw new CommandFailure(
          "`mpm-monitord claude` takes --monitor as its first option; without it, call claude",
          ExitCode.USAGE);
    }
    List<String> line = new ArrayList<>(List.of("claude"));
    line.addAll(arguments);
    return new DirectMode(surroundings, program.flags(port), open).run(line);
  }
}
