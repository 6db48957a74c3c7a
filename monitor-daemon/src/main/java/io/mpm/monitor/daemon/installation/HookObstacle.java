package io.mpm.monitor.daemon.installation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Why nobody can run an {@code mpm-hook}. */
public enum HookObstacle {
  MISSING("is not there", "unpack the distribution again, all of it"),

  NOT_EXECUTABLE(
      "is there and may not be executed: by its mode, or because its file system is mounted noexec",
      "`chmod +x` it, or put the installation on a file system that is not mounted noexec"),

  OF_ANOTHER_MACHINE(
      "this machine does not run", "unpack a distribution that was built for this machine");

  private final String text;
  private final String remedy;

  HookObstacle(String text, String remedy) {
    this.text = text;
    this.remedy = remedy;
  }

  /** What stands in the way of that program, if anything does. */
  public static Optional<HookObstacle> of(Path hook) {
    if (!Files.isExecutable(hook)) {
      return Optional.of(Files.exists(hook) ? NOT_EXECUTABLE : MISSING);
    }
    return InstalledHook.isBroken(hook) ? Optional.of(OF_ANOTHER_MACHINE) : Optional.empty();
  }

  /** Goes on after the program's path. */
  public String text() {
    return text;
  }

  public String remedy() {
    return remedy;
  }
}
