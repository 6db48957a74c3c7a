package io.mpm.monitor.hook;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "proxy",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the proxy here until it has nothing to do, and says why it stopped.",
      "Hooks start one in the background when none runs; this is for looking at it."
    })
final class ProxyCommand implements Callable<Integer> {

  @ParentCommand private HookCommand program = new HookCommand(System.getenv());
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--silent", description = "Print nothing; the log in the home tells all.")
  private boolean silent;

  @Override
  public Integer call() throws IOException, InterruptedException {
    String said = ProxyRun.untilItEnds(program.home(), program.environment());
    if (!silent) {
      spec.commandLine().getOut().println(said);
    }
    return 0;
  }
}
