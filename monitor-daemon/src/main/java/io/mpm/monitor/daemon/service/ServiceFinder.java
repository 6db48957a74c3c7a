package io.mpm.monitor.daemon.service;

import io.mpm.monitor.daemon.claude.ClaudeFolders;
import io.mpm.monitor.daemon.system.OperatingSystem;
import io.mpm.monitor.daemon.system.SystemTools;
import io.mpm.monitor.protocol.home.MonitorHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the service that this user's system may run the monitor as.
 *
 * @param install where the distribution is unpacked
 * @param ours the environment of this process
 */
public record ServiceFinder(
    MonitorHome home, Path install, Map<String, String> ours, OperatingSystem system) {

  /**
   * The service, installed or not.
   *
   * @throws IOException on a system that has none
   */
  public SystemService service() throws IOException, InterruptedException {
    return new SystemService(file(), tools());
  }

  /** The service, if it is what runs the daemon of this home. */
  public Optional<SystemService> running() throws IOException, InterruptedException {
    if (system.isWindows()) {
      return Optional.empty();
    }
    SystemService service = service();
    Path file = service.file().path();
    String root = Pattern.quote(home.root().toString());
    boolean isOfThisHome =
        Files.isRegularFile(file)
            && Pattern.compile(root + "(?![\\w./-])").matcher(Files.readString(file)).find();
    return isOfThisHome && service.state().isRunning() ? Optional.of(service) : Optional.empty();
  }

  private SystemTools tools() {
    return new SystemTools(ours);
  }

  private ServiceFile file() throws IOException, InterruptedException {
    ServiceProgram program =
        new ServiceProgram(install.resolve("bin").resolve("mpm-monitord"), environment());
    Path user = Path.of(ours.getOrDefault("HOME", System.getProperty("user.home", "/")));
    if (system.isMac()) {
      String number = tools().run(List.of("id", "-u")).firstLine();
      return LaunchAgent.of(program, user.resolve("Library"), number);
    }
    if (system.isWindows()) {
      throw new IOException(
          "there is no service for Windows; put a link to `mpm-monitord start` into the folder"
              + " that `shell:startup` opens");
    }
    String configuration = ours.getOrDefault("XDG_CONFIG_HOME", "");
    return SystemdUnit.of(
        program, configuration.isEmpty() ? user.resolve(".config") : Path.of(configuration));
  }

  /** What a service is not given by the system and would be another daemon without. */
  public Map<String, String> environment() {
    Map<String, String> needed = new HashMap<>();
    needed.put(MonitorHome.VARIABLE, home.root().toString());
    needed.put("JAVA_HOME", System.getProperty("java.home", ""));
    // Where Homebrew puts programs on Apple's own processors, and where lsof is.
    needed.put(
        "PATH",
        system.isMac()
            ? "/opt/homebrew/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin"
            : "/usr/local/bin:/usr/bin:/bin");
    String claude = ours.getOrDefault(ClaudeFolders.USER_FOLDER, "");
    if (!claude.isEmpty()) {
      needed.put(ClaudeFolders.USER_FOLDER, Path.of(claude).toAbsolutePath().toString());
    }
    return needed;
  }
}
