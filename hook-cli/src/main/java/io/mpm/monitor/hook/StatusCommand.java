package io.mpm.monitor.hook;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description =
        "Tells whether a proxy runs, what stands between it and the daemon, what waits for it, and "
            + "what never arrived.")
final class StatusCommand implements Callable<Integer> {

  @ParentCommand private HookCommand program = new HookCommand(System.getenv());
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--json", description = "The same, with all counters, as one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    StatusReport report = StatusReport.of(program.home(), InstantSource.system().instant());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(report.json());
    } else {
      report.lines().forEach(out::println);
    }
    return 0;
  }
}
