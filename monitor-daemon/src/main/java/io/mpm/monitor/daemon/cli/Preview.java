package io.mpm.monitor.daemon.cli;

import io.mpm.monitor.daemon.claude.HookInstallation;
import java.nio.file.Path;

/** What a dry run shows. */
final class Preview {

  private Preview() {}

  /** The lines of a settings file that would come and go. */
  static void show(Path settings, HookInstallation.Outcome outcome, Surroundings surroundings) {
    surroundings.say(settings + " would change:");
    surroundings
        .out()
        .print(LineChanges.between(outcome.before().orElse(""), outcome.after().orElse("")));
    surroundings.out().flush();
  }
}
