package io.mpm.monitor.daemon.cli;

import io.mpm.monitor.daemon.claude.SessionCommand;
import io.mpm.monitor.daemon.lifecycle.AlreadyRunningException;
import io.mpm.monitor.daemon.lifecycle.ExitCode;
import io.mpm.monitor.daemon.lifecycle.RunningDaemon;
import io.mpm.monitor.daemon.system.PortTakenException;
import io.mpm.monitor.daemon.system.SearchPath;
import io.mpm.monitor.daemon.system.Signals;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.PrivateFiles;
import io.mpm.monitor.protocol.settings.InvalidSettingsException;
import io.mpm.monitor.protocol.settings.Settings;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One session of Claude Code in this terminal, and a hub that is there before it and as long as it.
 * Where a daemon runs already, the session uses that one. Says what it says on standard error:
 * standard output is the session's.
 */
final class DirectMode {

  private static final String KEPT = "MPM_KEPT_";
  private static final String SESSION = "session-";

  private final Surroundings surroundings;
  private final Map<String, String> flags;
  private final boolean open;

  /**
   * A session that is still to be run.
   *
   * @param flags what our own command line says
   */
  DirectMode(Surroundings surroundings, Map<String, String> flags, boolean open) {
    this.surroundings = surroundings;
    this.flags = flags;
    this.open = open;
  }

  /**
   * Runs the session to its end.
   *
   * @return its exit code
   */
  int run(List<String> line)
      throws IOException,
          InterruptedException,
          CommandFailure,
          InvalidSettingsException,
          PortTakenException {
    Settings settings = surroundings.settings(flags);
    SessionCommand command = new SessionCommand(line);
    requireProgram(line.get(0));
    new Destination(settings, surroundings.portFor(settings)).requireHere();
    HookProgram hook = HookProgram.of(surroundings);
    String session = Json.text(command.settings(Path.of("").toAbsolutePath(), hook.path()));
    Optional<HostedHub> hub = host(settings);
    try {
      if (hub.isPresent()) {
        // The first event need not wait for one to come up.
        hook.startProxy();
      }
      RunningDaemon daemon = surroundings.requireRunning();
      BackgroundStart.requirePort(settings, daemon);
      announce(daemon);
      Path file = settingsFile(ProcessHandle.current().pid());
      removeThoseOfTheDead();
      PrivateFiles.write(file, session);
      try {
        return becomeInvisible(command.with(file));
      } finally {
        Files.deleteIfExists(file);
      }
    } finally {
      hub.ifPresent(HostedHub::close);
    }
  }

  private Path settingsFile(long pid) {
    return surroundings.home().run().resolve(SESSION + pid + ".json");
  }

  /** Whoever was killed could not take their file along. */
  private void removeThoseOfTheDead() throws IOException {
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(surroundings.home().run(), SESSION + "*.json")) {
      for (Path file : files) {
        String pid = file.getFileName().toString().replaceAll("\\D", "");
        if (ProcessHandle.of(Long.parseLong("0" + pid)).isEmpty()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /** A hub of our own, unless there is a daemon. */
  private Optional<HostedHub> host(Settings settings)
      throws IOException, InterruptedException, PortTakenException {
    if (RunningDaemon.find(surroundings.files()).isPresent()) {
      return Optional.empty();
    }
    try {
      return Optional.of(HostedHub.start(surroundings, settings, flags));
    } catch (AlreadyRunningException e) {
      return Optional.empty();
    }
  }

  private void announce(RunningDaemon daemon) throws IOException, InterruptedException {
    surroundings.err().println("mpm-monitord: this session is at %s".formatted(daemon.url()));
    if (open) {
      try {
        new PageOpener(surroundings.quiet()).open(daemon);
      } catch (CommandFailure e) {
        // The session was asked for as well, and needs no browser.
        surroundings.note(String.valueOf(e.getMessage()));
      }
    }
  }

  private void requireProgram(String program) throws CommandFailure {
    boolean isThere =
        program.contains(File.separator)
            ? Files.isExecutable(Path.of(program))
            : SearchPath.of(surroundings.environment()).find(program).isPresent();
    if (!isThere) {
      throw new CommandFailure(program + ": there is no such program", ExitCode.NO_PROGRAM);
    }
  }

  /**
   * The session has the terminal. What the keyboard sends goes to it as it does to us, so we only
   * must not end of it; a signal to end that somebody sends to us alone is passed on.
   */
  private int becomeInvisible(List<String> line) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(line).inheritIO();
    builder.environment().clear();
    builder.environment().putAll(environment());
    for (String fromKeyboard : List.of("INT", "HUP", "QUIT")) {
      Signals.handle(fromKeyboard, () -> {});
    }
    Process process = builder.start();
    Signals.handle("TERM", process::destroy);
    return process.waitFor();
  }

  /** The user's own, where our launcher has changed it for Java's sake; and our home. */
  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(surroundings.environment());
    for (String name : new ArrayList<>(environment.keySet())) {
      if (name.startsWith(KEPT)) {
        String kept = environment.remove(name);
        String original = name.substring(KEPT.length());
        if (kept == null || kept.isEmpty()) {
          environment.remove(original);
        } else {
          environment.put(original, kept);
        }
      }
    }
    environment.put(MonitorHome.VARIABLE, surroundings.home().root().toString());
    return environment;
  }
}
