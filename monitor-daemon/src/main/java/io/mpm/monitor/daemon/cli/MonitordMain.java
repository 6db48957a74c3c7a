package io.mpm.monitor.daemon.cli;

import io.mpm.monitor.daemon.lifecycle.ExitCode;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The program {@code mpm-monitord}. */
public final class MonitordMain {

  private MonitordMain() {}

  public static void main(String[] arguments) {
    // Numbers in what others read, as in addresses, have the digits of no language.
    Locale.setDefault(Locale.ROOT);
    Surroundings surroundings = Surroundings.ofProcess();
    surroundings.exit(commandLine(surroundings).execute(arguments));
  }

  static CommandLine commandLine(Surroundings surroundings) {
    MonitordCommand program = new MonitordCommand();
    CommandLine commandLine = new CommandLine(program);
    commandLine
        .addSubcommand(new StartCommand(surroundings, program))
        .addSubcommand(new StopCommand(surroundings))
        .addSubcommand(new RestartCommand(surroundings, program))
        .addSubcommand(new StatusCommand(surroundings))
        .addSubcommand(new PortCommand(surroundings))
        .addSubcommand(new OpenCommand(surroundings))
        .addSubcommand(new LogsCommand(surroundings))
        .addSubcommand(new WatchCommand(surroundings))
        .addSubcommand(new TokenCommand(surroundings))
        .addSubcommand(new ConfigCommand(surroundings))
        .addSubcommand(new InstallCommand(surroundings))
        .addSubcommand(new UninstallCommand(surroundings))
        .addSubcommand(new DoctorCommand(surroundings))
        .addSubcommand(new BundleCommand(surroundings))
        .addSubcommand(new ReloadCommand(surroundings))
        .addSubcommand(new ReplayCommand(surroundings))
        .addSubcommand(new ServiceCommand(surroundings))
        .addSubcommand(new DemoCommand(surroundings, program))
        .addSubcommand(new CompletionCommand(surroundings))
        .addSubcommand(new ManPagesCommand())
        .addSubcommand(launcher(new RunCommand(surroundings, program)))
        .addSubcommand(
            launcher(new ClaudeCommand(surroundings, program))
                .setUnmatchedOptionsArePositionalParams(true));
    return commandLine
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(surroundings.out())
        .setErr(surroundings.err())
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .setParameterExceptionHandler(MonitordMain::sayMisuse)
        .setExecutionExceptionHandler(
            (error, command, parsed) -> Failures.say(surroundings, program.debug(), error));
  }

  /** A command that runs another program: what follows its name is that one's, options and all. */
  private static CommandLine launcher(Object command) {
    return new CommandLine(command).setStopAtPositional(true);
  }

  private static int sayMisuse(CommandLine.ParameterException error, String[] arguments) {
    CommandLine command = error.getCommandLine();
    command
        .getErr()
        .printf(
            "mpm-monitord: %s; see `%s --help`%n",
            error.getMessage(), command.getCommandSpec().qualifiedName());
    return ExitCode.USAGE;
  }
}
