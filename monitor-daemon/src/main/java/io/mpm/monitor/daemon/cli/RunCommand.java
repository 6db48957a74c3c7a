package io.mpm.monitor.daemon.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "run",
    description = {
      "Runs one session of Claude Code and shows it, with nothing installed anywhere.",
      "The hub is there before the session begins and gone when it ends; a monitor that runs",
      "already is used instead. The exit code is the session's."
    },
    footer = {
      "",
      "Examples:",
      "  mpm-monitord run -- claude",
      "  mpm-monitord run --open -- claude --resume",
      "  mpm-monitord run --port 9000 -- claude -p 'explain this project'"
    })
final class RunCommand implements Callable<Integer> {

  private final Surroundings surroundings;
  private final MonitordCommand program;

  @Option(names = "--port", paramLabel = "N", description = "Where the hub listens (default 8765).")
  private @Nullable String port;

  @Option(names = "--open", description = "Open the page in the browser as well.")
  private boolean open;

  @Parameters(arity = "1..*", paramLabel = "COMMAND", description = "Claude Code, as you call it.")
  private List<String> line = new ArrayList<>();

  RunCommand(Surroundings surroundings, MonitordCommand program) {
    this.surroundings = surroundings;
    this.program = program;
  }

  @Override
  public Integer call() throws Exception {
    return new DirectMode(surroundings, program.flags(port), open).run(line);
  }
}
