package io.mpm.monitor.daemon.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The user's own browser, by way of what his system has for opening things. */
final class Browser {

  /** Openers that are still there after that are the browser itself. */
  private static final long OPENER_ENDS_WITHIN_MS = 1500;

  private final Map<String, String> environment;

  Browser(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Opens a local page; whether that worked, as far as one can tell. */
  boolean open(Path page) throws InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command(System.getProperty("os.name", ""), page))
            .redirectInput(ProcessBuilder.Redirect.PIPE)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      Process opener = builder.start();
      return !opener.waitFor(OPENER_ENDS_WITHIN_MS, TimeUnit.MILLISECONDS)
          || opener.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  static List<String> command(String system, Path page) {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      return List.of("cmd", "/c", "start", "", page.toString());
    }
    return List.of(name.startsWith("mac") ? "open" : "xdg-open", page.toString());
  }
}
