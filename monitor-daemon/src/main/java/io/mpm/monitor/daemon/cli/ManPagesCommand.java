package io.mpm.monitor.daemon.cli;

import io.mpm.monitor.daemon.lifecycle.ExitCode;
import io.mpm.monitor.protocol.home.ProgramVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "man-pages",
    hidden = true,
    description = "Writes a page of man for each command, as the distribution holds them.",
    footer = {"", "Example:", "  mpm-monitord man-pages /tmp/man1"})
final class ManPagesCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FOLDER", description = "Where to; made when it is not there.")
  private Path folder = Path.of("");

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    CommandLine program = spec == null ? null : spec.commandLine().getParent();
    if (program == null) {
      throw new IllegalStateException("picocli sets it");
    }
    Files.createDirectories(folder);
    write(program.getCommandSpec());
    return ExitCode.OK;
  }

  private void write(CommandSpec command) throws IOException {
    if (command.usageMessage().hidden()) {
      return;
    }
    Files.writeString(
        folder.resolve(ManPage.fileName(command)),
        ManPage.of(command, ProgramVersion.textOf(ManPagesCommand.class)));
    for (CommandLine below : command.subcommands().values()) {
      write(below.getCommandSpec());
    }
  }
}
