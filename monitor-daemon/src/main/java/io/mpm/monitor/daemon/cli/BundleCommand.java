package io.mpm.monitor.daemon.cli;

import io.mpm.monitor.daemon.claude.SettingsSurvey;
import io.mpm.monitor.daemon.lifecycle.ExitCode;
import io.mpm.monitor.daemon.report.BugReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "bundle",
    description = {
      "Writes a report for a bug: versions, settings, what `doctor` finds, the ends of the logs.",
      "Secrets are taken out, and what sessions did is not in it. Read it before you send it."
    },
    footer = {"", "Examples:", "  mpm-monitord bundle", "  mpm-monitord bundle report.txt"})
final class BundleCommand implements Callable<Integer> {

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'mpm-monitor-report-'yyyyMMdd-HHmmss'.zip'");

  private final Surroundings surroundings;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FILE",
      description = "A new file: an archive, or one text when its name ends in .txt.")
  private @Nullable Path file;

  BundleCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    Path target = file == null ? Path.of(nameOfNow()) : file;
    if (Files.exists(target)) {
      throw new CommandFailure(target + " is there already; name another file", ExitCode.FAILED);
    }
    SettingsSurvey claude = SettingsSurvey.of(surroundings.claude());
    new BugReport(surroundings.home(), surroundings.environment(), claude)
        .write(target, surroundings.doctor().examine());
    surroundings.say(target.toAbsolutePath());
    return ExitCode.OK;
  }

  private String nameOfNow() {
    return NAME.format(surroundings.clock().instant().atZone(ZoneId.systemDefault()));
  }
}
