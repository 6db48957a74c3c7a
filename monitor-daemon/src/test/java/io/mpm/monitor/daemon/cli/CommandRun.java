package io.mpm.monitor.daemon.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** What running a command gave. */
record CommandRun(int exitCode, String out, String err) {

  /** Runs a command of {@code mpm-monitord} in this process. */
  static CommandRun of(Map<String, String> environment, Path install, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Surroundings surroundings =
        new Surroundings(
            environment,
            install,
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            InstantSource.system());
    int exitCode = MonitordMain.commandLine(surroundings).execute(arguments);
    return new CommandRun(exitCode, out.toString(), err.toString());
  }

  /** The environment of this process, with that home and without settings. */
  static Map<String, String> environment(Path home) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.keySet().removeIf(name -> name.contains("SOCKETIO") || name.contains("MPM"));
    environment.put("MPM_MONITOR_HOME", home.toString());
    return environment;
  }
}
