package io.mpm.monitor.daemon.cli;

import io.mpm.monitor.daemon.lifecycle.ExitCode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "completion",
    description = "Prints what makes bash or zsh complete our commands and options.",
    footer = {
      "",
      "Examples:",
      "  source <(mpm-monitord completion)",
      "  cd ~/.local/share/bash-completion/completions",
      "  mpm-monitord completion > mpm-monitord"
    })
final class CompletionCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  @Spec private @Nullable CommandSpec spec;

  CompletionCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    CommandLine program = spec == null ? null : spec.commandLine().getParent();
    if (program == null) {
      throw new IllegalStateException("picocli sets it");
    }
    surroundings.out().print(AutoComplete.bash("mpm-monitord", program));
    return ExitCode.OK;
  }
}
