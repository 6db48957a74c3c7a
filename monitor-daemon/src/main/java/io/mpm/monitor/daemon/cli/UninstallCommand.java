package io.mpm.monitor.daemon.cli;

import io.mpm.monitor.daemon.claude.ClaudeFolders;
import io.mpm.monitor.daemon.claude.HookInstallation;
import io.mpm.monitor.daemon.claude.SettingsSurvey;
import io.mpm.monitor.daemon.lifecycle.ExitCode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "uninstall",
    description = {
      "Takes our hooks out of Claude Code's settings, and nothing else.",
      "A file that nobody has touched since holds what it held before, to the byte."
    },
    footer = {
      "",
      "Examples:",
      "  mpm-monitord uninstall",
      "  mpm-monitord uninstall --project --dry-run"
    })
final class UninstallCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  @ArgGroup private ScopeOption where = new ScopeOption();

  @Option(names = "--dry-run", description = "Only show what would change.")
  private boolean dryRun;

  UninstallCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    surroundings.home().requireKnownLayout();
    ClaudeFolders folders = surroundings.claude();
    Path settings = folders.settings(where.scope());
    HookInstallation.Outcome outcome =
        HookInstallation.in(settings, surroundings.home()).uninstall(dryRun);
    say(settings, outcome);
    SettingsSurvey.of(folders).counting().stream()
        .filter(file -> !file.path().equals(settings))
        .filter(file -> !file.settings().ours().isEmpty())
        .forEach(
            file ->
                surroundings
                    .err()
                    .println("mpm-monitord: note: our hooks are still in " + file.path()));
    return ExitCode.OK;
  }

  private void say(Path settings, HookInstallation.Outcome outcome) {
    if (!outcome.changed()) {
      surroundings.say("no hooks of ours are in " + settings);
    } else if (dryRun) {
      Preview.show(settings, outcome, surroundings);
    } else {
      surroundings.say(
          outcome.after().isPresent()
              ? "our hooks are out of " + settings
              : settings + " held nothing but our hooks and is gone");
    }
  }
}
