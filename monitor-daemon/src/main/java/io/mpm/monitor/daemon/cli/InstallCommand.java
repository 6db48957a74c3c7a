package io.mpm.monitor.daemon.cli;

import io.mpm.monitor.daemon.claude.ClaudeFolders;
import io.mpm.monitor.daemon.claude.Concerns;
import io.mpm.monitor.daemon.claude.HookEntries;
import io.mpm.monitor.daemon.claude.HookEvents;
import io.mpm.monitor.daemon.claude.HookInstallation;
import io.mpm.monitor.daemon.claude.HookMode;
import io.mpm.monitor.daemon.claude.HookSurroundings;
import io.mpm.monitor.daemon.claude.NamedHome;
import io.mpm.monitor.daemon.claude.SettingsFile;
import io.mpm.monitor.daemon.claude.SettingsScope;
import io.mpm.monitor.daemon.claude.SettingsSurvey;
import io.mpm.monitor.daemon.lifecycle.ExitCode;
import io.mpm.monitor.protocol.home.AccessToken;
import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.text.Counted;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "install",
    description = {
      "Puts our hooks into Claude Code's settings, and shows that each of them works.",
      "Nothing else in the file moves; `mpm-monitord uninstall` gives it back to the byte."
    },
    footer = {
      "",
      "Examples:",
      "  mpm-monitord install",
      "  mpm-monitord install --dry-run",
      "  mpm-monitord install --local --mode async",
      "  mpm-monitord install --events default,ConfigChange"
    })
final class InstallCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  @ArgGroup private ScopeOption where = new ScopeOption();

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = {
        "command (default): Claude Code runs mpm-hook and waits a few milliseconds.",
        "async: it does not wait.",
        "http: it sends the event to the daemon itself, which must run."
      })
  private HookMode mode = HookMode.COMMAND;

  @Option(
      names = "--events",
      paramLabel = "EVENT",
      split = ",",
      description = "These events only; `default` stands for those that are taken without this.")
  private List<String> events = List.of("default");

  @Option(names = "--dry-run", description = "Only show what would change.")
  private boolean dryRun;

  @Option(names = "--no-test", description = "Do not try the hooks out.")
  private boolean noTest;

  InstallCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    Set<String> chosen = chosen();
    surroundings.home().requireUsable();
    ClaudeFolders folders = surroundings.claude();
    Path settings = folders.settings(where.scope());
    HookEntries entries = entries(settings);
    HookInstallation.Outcome outcome =
        HookInstallation.in(settings, surroundings.home())
            .install(entries.forEvents(chosen), dryRun);
    if (dryRun) {
      if (outcome.changed()) {
        Preview.show(settings, outcome, surroundings);
      } else {
        surroundings.say(settings + " would stay as it is");
      }
      return ExitCode.OK;
    }
    sayDone(settings, outcome, chosen.size());
    chosen.forEach(event -> HookEvents.doubt(event).ifPresent(surroundings::note));
    advise(folders);
    return noTest || tried(folders, settings) ? ExitCode.OK : ExitCode.FAILED;
  }

  private Set<String> chosen() throws CommandFailure {
    try {
      return HookEvents.chosen(events);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), ExitCode.USAGE);
    }
  }

  private HookEntries entries(Path settings) throws Exception {
    return new HookEntries(program(), mode, door(settings));
  }

  /** By its path; but a shared file means everybody's own. */
  private String program() throws CommandFailure {
    if (where.scope() == SettingsScope.PROJECT) {
      return "mpm-hook";
    }
    return HookProgram.of(surroundings).path().toString();
  }

  private HookEntries.HookTarget door(Path settings) throws Exception {
    int port = surroundings.portFor(surroundings.settings(Map.of()));
    return new HookEntries.HookTarget(port, mayHoldSecret(settings) ? producerToken(settings) : "");
  }

  /** A project's files are copied, shared and committed. */
  private boolean mayHoldSecret(Path settings) throws IOException {
    return mode == HookMode.HTTP
        && where.scope() == SettingsScope.USER
        && SettingsFile.at(settings).isPrivate();
  }

  private String producerToken(Path settings) throws IOException {
    MonitorHome home = surroundings.home();
    if (dryRun) {
      return existingToken(home.producerToken()).orElseGet(AccessToken::random).reveal();
    }
    // A home and a token in it that were made for another user's file would stay there.
    HookInstallation.in(settings, home).requireOwner();
    home.prepare();
    return AccessToken.readOrCreate(home.producerToken()).reveal();
  }

  /** Empty when the real run would make one. */
  private static Optional<AccessToken> existingToken(Path file) {
    try {
      return Optional.of(AccessToken.read(file));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private void sayDone(Path settings, HookInstallation.Outcome outcome, int hooks) {
    surroundings
        .out()
        .printf(
            outcome.changed() ? "%s in %s now%n" : "%s in %s already; nothing was changed%n",
            Counted.are(hooks, "hook"),
            settings);
    outcome.backup().ifPresent(backup -> surroundings.say("before: " + backup));
    if (outcome.changed()) {
      surroundings.say("sessions that run take them up when they are started again");
    }
  }

  private void advise(ClaudeFolders folders) throws IOException {
    if (where.scope() == SettingsScope.PROJECT) {
      surroundings.note("everybody who works on this project needs mpm-hook on the PATH");
    }
    if (mode == HookMode.HTTP) {
      surroundings.note(
          "while the daemon does not run, events of this mode are lost; keep it running");
    }
    SettingsSurvey survey = SettingsSurvey.of(folders);
    if (mode != HookMode.HTTP) {
      new NamedHome(surroundings.home(), surroundings.environment(), survey)
          .note()
          .ifPresent(surroundings::note);
    }
    HookSurroundings world = HookSurroundings.of(surroundings.home(), surroundings.environment());
    Concerns.of(survey, world)
        .forEach(concern -> surroundings.note(concern.problem() + "; " + concern.remedy()));
  }

  private boolean tried(ClaudeFolders folders, Path settings) throws Exception {
    for (SettingsSurvey.Counting file : SettingsSurvey.of(folders).counting()) {
      if (file.path().equals(settings)) {
        return new ProofReport(surroundings, folders.project()).prove(file.settings().ours());
      }
    }
    return true;
  }
}
