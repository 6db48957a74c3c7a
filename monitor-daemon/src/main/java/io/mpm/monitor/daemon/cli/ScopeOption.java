package io.mpm.monitor.daemon.cli;

import io.mpm.monitor.daemon.claude.SettingsScope;
import picocli.CommandLine.Option;

/** Which of Claude Code's settings files a command is about: one of three, or the user's. */
final class ScopeOption {

  @SuppressWarnings("UnusedVariable") // For those who like to say it: it is what happens anyway.
  @Option(names = "--user", description = "All your projects: ~/.claude/settings.json (default).")
  private boolean user;

  @Option(
      names = "--project",
      description = {"This folder's project, for all who work on it:", ".claude/settings.json."})
  private boolean project;

  @Option(
      names = "--local",
      description = {"This folder's project, for you alone:", ".claude/settings.local.json."})
  private boolean local;

  SettingsScope scope() {
    if (project) {
      return SettingsScope.PROJECT;
    }
    return local ? SettingsScope.LOCAL : SettingsScope.USER;
  }
}
