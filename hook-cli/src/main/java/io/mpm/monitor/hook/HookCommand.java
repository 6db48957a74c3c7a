package io.mpm.monitor.hook;

import io.mpm.monitor.protocol.home.MonitorHome;
import java.io.PrintWriter;
import io.mpm.monitor.protocol.home.ProgramVersion;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code mpm-hook} as its user calls it. Claude Code calls it with the name of an event. */
@Command(
    name = "mpm-hook",
    mixinStandardHelpOptions = true,
    versionProvider = HookCommand.Version.class,
    synopsisSubcommandLabel = "(<event> | COMMAND)",
    description = {
      "Keeps what Claude Code tells its hooks, and brings it to the MPM Monitor daemon.",
      "",
      "mpm-hook <event> copies standard input into the spool, prints nothing and exits 0. Every "
          + "word that is no command below is an event: pre-tool, session-start, ..."
    },
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Files live in ${MPM_MONITOR_HOME:-~/.mpm-monitor}.",
      "Exit codes: 0 done, 1 failed, 2 wrong arguments."
    },
    subcommands = {
      ProxyCommand.class,
      StatusCommand.class,
      FlushCommand.class,
      EmitCommand.class,
      HelpCommand.class
    })
final class HookCommand {

  static final int FAILED = 1;

  private final Map<String, String> environment;

  @Spec private CommandSpec spec = CommandSpec.create();

  HookCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Runs the command and returns the exit code. */
  static int run(Map<String, String> environment, PrintWriter out, String... args) {
    return commandLine(environment)
        .setOut(out)
        .execute(args.length == 0 ? new String[] {"--help"} : args);
  }

  static CommandLine commandLine(Map<String, String> environment) {
    return new CommandLine(new HookCommand(environment))
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              command.getErr().println("mpm-hook: " + reason(failure));
              return FAILED;
            });
  }

  static String reason(Exception failure) {
    String message = failure.getMessage();
    return message == null ? failure.toString() : message;
  }

  /** The variables that the program was started with. */
  Map<String, String> environment() {
    return environment;
  }

  /** The home that the environment names. */
  MonitorHome home() {
    return MonitorHome.of(environment);
  }

  @Command(
      name = "completion",
      mixinStandardHelpOptions = true,
      description = "Prints a completion script: source <(mpm-hook completion)")
  void completion() {
    CommandLine program = spec.commandLine();
    program.getOut().println(AutoComplete.bash("mpm-hook", program));
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"mpm-hook " + ProgramVersion.textOf(HookCommand.class)};
    }
  }
}
