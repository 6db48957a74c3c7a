package io.mpm.monitor.daemon.cli;

import io.mpm.monitor.daemon.claude.ClaudeFolders;
import io.mpm.monitor.daemon.doctor.Doctor;
import io.mpm.monitor.daemon.doctor.Readiness;
import io.mpm.monitor.daemon.lifecycle.DaemonFiles;
import io.mpm.monitor.daemon.lifecycle.ExitCode;
import io.mpm.monitor.daemon.lifecycle.RunningDaemon;
import io.mpm.monitor.daemon.service.ServiceFinder;
import io.mpm.monitor.daemon.system.OperatingSystem;
import io.mpm.monitor.daemon.usage.PriceFile;
import io.mpm.monitor.daemon.usage.PriceTable;
import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.settings.InvalidSettingsException;
import io.mpm.monitor.protocol.settings.Settings;
import io.mpm.monitor.protocol.settings.SettingsCatalog;
import io.mpm.monitor.protocol.text.StandardOutput;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a command finds around it.
 *
 * @param environment of the process
 * @param install where the distribution is unpacked; the working folder when nobody says
 * @param out for what was asked for
 * @param err for everything else that a user should read
 */
record Surroundings(
    Map<String, String> environment,
    Path install,
    PrintWriter out,
    PrintWriter err,
    InstantSource clock) {

  /** The surroundings of this process. */
  static Surroundings ofProcess() {
    return new Surroundings(
        System.getenv(),
        Path.of(System.getProperty("mpm.install", "")).toAbsolutePath(),
        StandardOutput.ofProcess(),
        new PrintWriter(System.err, true, Charset.defaultCharset()),
        InstantSource.system());
  }

  /** Ends the process, with everything said; not well when what was asked for could not be. */
  void exit(int exitCode) {
    err.flush();
    // Explicitly: a library's thread must not keep a daemon up that has ended.
    System.exit(
        out instanceof StandardOutput said
            ? said.exitCode(exitCode, "mpm-monitord", err)
            : exitCode);
  }

  /** Prints a line of what was asked for. */
  void say(Object line) {
    out.println(line);
  }

  /** Prints a line that a user should read besides. */
  void note(String line) {
    err.println("mpm-monitord: note: " + line);
  }

  MonitorHome home() {
    return MonitorHome.of(environment);
  }

  DaemonFiles files() {
    return new DaemonFiles(home());
  }

  Settings settings(Map<String, String> flags) throws InvalidSettingsException {
    return Settings.resolve(flags, environment, home().config());
  }

  /** Where a session started here would look for its settings. */
  ClaudeFolders claude() {
    return ClaudeFolders.of(environment, Path.of(""), System.getProperty("os.name", ""));
  }

  /** Finds what may run the daemon here in our place. */
  ServiceFinder service(OperatingSystem system) {
    return new ServiceFinder(home(), install, environment, system);
  }

  Doctor doctor() {
    return Doctor.of(home(), install, claude(), environment, clock);
  }

  /** Whether a daemon could start here. */
  Readiness readiness() {
    return new Readiness(home(), install, environment);
  }

  /**
   * Does nothing when a daemon with these settings could start, as far as that shows beforehand.
   *
   * @throws CommandFailure with all that would keep it from that
   */
  void requireStartable(Settings settings) throws CommandFailure {
    List<String> obstacles = readiness().obstacles(settings);
    if (!obstacles.isEmpty()) {
      throw new CommandFailure(String.join("; ", obstacles), ExitCode.FAILED);
    }
  }

  /** These surroundings, where standard output belongs to somebody else. */
  Surroundings quiet() {
    return new Surroundings(environment, install, err, err, clock);
  }

  /**
   * What tokens cost; empty when nobody wants them counted.
   *
   * @throws IOException when the user's own prices are not as they must be
   */
  Optional<PriceTable> prices(Settings settings) throws IOException {
    return settings.get(SettingsCatalog.TOKENS)
        ? Optional.of(PriceFile.read(home().prices()))
        : Optional.empty();
  }

  /** Where the daemon listens that runs, or that is started with these settings. */
  int portFor(Settings settings) throws IOException {
    return RunningDaemon.find(files())
        .map(daemon -> daemon.record().port())
        .orElse(settings.get(SettingsCatalog.PORT));
  }

  RunningDaemon requireRunning() throws IOException, CommandFailure {
    return RunningDaemon.find(files())
        .orElseThrow(
            () ->
                new CommandFailure(
                    "mpm-monitord is not running; `mpm-monitord start` starts it",
                    ExitCode.NOT_RUNNING));
  }
}
