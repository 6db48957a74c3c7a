package io.mpm.monitor.daemon.cli;

import io.mpm.monitor.daemon.lifecycle.ExitCode;
import io.mpm.monitor.protocol.home.ProgramVersion;
import io.mpm.monitor.protocol.settings.SettingsCatalog;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program without a command: options that all commands share, and the help. */
@Command(
    name = "mpm-monitord",
    description = "Shows live what every Claude Code session on this machine is doing.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = MonitordCommand.BuildVersion.class,
    synopsisSubcommandLabel = "COMMAND",
    sortOptions = false)
final class MonitordCommand implements Runnable {

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Log each step; show stack traces of errors.")
  private boolean debug;

  @Spec private @Nullable CommandSpec spec;

  boolean debug() {
    return debug;
  }

  /**
   * The settings that the command line names, by option.
   *
   * @throws CommandFailure when one of them is not allowed: a misuse, other than in a file
   */
  Map<String, String> flags(@Nullable String port) throws CommandFailure {
    Map<String, String> flags = new LinkedHashMap<>();
    if (port != null) {
      if (SettingsCatalog.PORT.kind().parse(port).isEmpty()) {
        throw new CommandFailure(
            "--port: \"%s\" is not %s".formatted(port, SettingsCatalog.PORT.kind().allowed()),
            ExitCode.USAGE);
      }
      flags.put("--port", port);
    }
    if (debug) {
      flags.put("--debug", "true");
    }
    return flags;
  }

  @Override
  public void run() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets it");
    }
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  static final class BuildVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"mpm-monitord " + ProgramVersion.textOf(MonitordCommand.class)};
    }
  }
}
