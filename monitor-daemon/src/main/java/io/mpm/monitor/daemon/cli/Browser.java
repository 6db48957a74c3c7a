package io.mpm.monitor.daemon.cli;

import io.mpm.monitor.daemon.system.SearchPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The user's own browser, by way of what their system has for opening things. */
final class Browser {

  /** Openers that are still there after that are the browser itself. */
  private static final long OPENER_ENDS_WITHIN_MS = 1500;

  private final Map<String, String> environment;

  Browser(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Opens a local page; whether that worked, as far as one can tell. */
  boolean open(Path page) throws InterruptedException {
    List<String> opener = opener(System.getProperty("os.name", ""));
    Optional<Path> program = SearchPath.of(environment).find(opener.get(0));
    if (program.isEmpty()) {
      return false;
    }
    List<String> command = new ArrayList<>(opener);
    command.set(0, program.get().toString());
    command.add(page.toString());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      return !process.waitFor(OPENER_ENDS_WITHIN_MS, TimeUnit.MILLISECONDS)
          || process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** What opens a file on that system, to be followed by the file. */
  static List<String> opener(String system) {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      return List.of("cmd.exe", "/c", "start", "");
    }
    return List.of(name.startsWith("mac") ? "open" : "xdg-open");
  }
}
