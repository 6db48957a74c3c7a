package io.mpm.monitor.daemon.cli;

import io.mpm.monitor.daemon.claude.HookInstallation;
import io.mpm.monitor.daemon.model.files.LineChange;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What a dry run shows. */
final class Preview {

  /** As our HTTP hooks show it. */
  private static final Pattern TOKEN = Pattern.compile("Bearer [A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])");

  private Preview() {}

  /** The lines of a settings file that would come and go; no token is in them. */
  static void show(Path settings, HookInstallation.Outcome outcome, Surroundings surroundings) {
    surroundings.say(settings + " would change:");
    LineChange change = LineChange.between(outcome.before().orElse(""), outcome.after().orElse(""));
    change.removed().forEach(line -> surroundings.out().println("- " + hidden(line)));
    change.added().forEach(line -> surroundings.out().println("+ " + hidden(line)));
    surroundings.out().flush();
  }

  private static String hidden(String line) {
    return TOKEN.matcher(line).replaceAll("Bearer [hidden]");
  }
}
