package io.mpm.monitor.daemon.cli;

import io.mpm.monitor.daemon.claude.ClaudeFolders;
import io.mpm.monitor.daemon.lifecycle.ExitCode;
import io.mpm.monitor.daemon.service.LaunchAgent;
import io.mpm.monitor.daemon.service.ServiceFile;
import io.mpm.monitor.daemon.service.ServiceProgram;
import io.mpm.monitor.daemon.service.SystemdUnit;
import io.mpm.monitor.daemon.system.OperatingSystem;
import io.mpm.monitor.protocol.home.MonitorHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the service that this user's system may run the monitor as. */
record ServiceFinder(Surroundings surroundings, OperatingSystem system) {

  /**
   * It, installed or not.
   *
   * @throws CommandFailure on a system that has none
   */
  SystemService service() throws IOException, InterruptedException, CommandFailure {
    return new SystemService(file(), tools());
  }

  /** It, if it is what runs the daemon of this home. */
  Optional<SystemService> running() throws IOException, InterruptedException, CommandFailure {
    if (system.isWindows()) {
      return Optional.empty();
    }
    SystemService service = service();
    Path file = service.file().path();
    String home = Pattern.quote(surroundings.home().root().toString());
    boolean isOfThisHome =
        Files.isRegularFile(file)
            && Pattern.compile(home + "(?![\\w./-])").matcher(Files.readString(file)).find();
    return isOfThisHome && service.state().isRunning() ? Optional.of(service) : Optional.empty();
  }

  private SystemTools tools() {
    return new SystemTools(surroundings.environment());
  }

  private ServiceFile file() throws IOException, InterruptedException, CommandFailure {
    Map<String, String> ours = surroundings.environment();
    ServiceProgram program =
        new ServiceProgram(
            surroundings.install().resolve("bin").resolve("mpm-monitord"), environment());
    Path user = Path.of(ours.getOrDefault("HOME", System.getProperty("user.home", "/")));
    if (system.isMac()) {
      String number = tools().run(List.of("id", "-u")).firstLine();
      return LaunchAgent.of(program, user.resolve("Library"), number);
    }
    if (system.isWindows()) {
      throw new CommandFailure(
          "there is no service for Windows; put a link to `mpm-monitord start` into the folder"
              + " that `shell:startup` opens",
          ExitCode.FAILED);
    }
    String configuration = ours.getOrDefault("XDG_CONFIG_HOME", "");
    return SystemdUnit.of(
        program, configuration.isEmpty() ? user.resolve(".config") : Path.of(configuration));
  }

  /** What a service is not given by the system and would be another daemon without. */
  Map<String, String> environment() {
    Map<String, String> needed = new HashMap<>();
    needed.put(MonitorHome.VARIABLE, surroundings.home().root().toString());
    needed.put("JAVA_HOME", System.getProperty("java.home", ""));
    // Where Homebrew puts programs on Apple's own processors, and where lsof is.
    needed.put(
        "PATH",
        system.isMac()
            ? "/opt/homebrew/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin"
            : "/usr/local/bin:/usr/bin:/bin");
    String claude = surroundings.environment().getOrDefault(ClaudeFolders.USER_FOLDER, "");
    if (!claude.isEmpty()) {
      needed.put(ClaudeFolders.USER_FOLDER, Path.of(claude).toAbsolutePath().toString());
    }
    return needed;
  }
}
