package io.mpm.monitor.daemon.cli;

import io.mpm.monitor.protocol.settings.SettingsCatalog;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The program {@code mpm-monitord} where it is {@code start --foreground}: the same daemon, without
 * the classes of a command line, which it would keep in memory for weeks. What this does not
 * understand is left to the command line.
 */
public final class DaemonMain {

  /** What {@code start --foreground} is told. */
  record StartArguments(Map<String, String> flags, boolean unlessRunning) {

    /** Empty unless each of the arguments is one of the usual, and there once. */
    static Optional<StartArguments> of(String[] arguments) {
      Map<String, String> said = new LinkedHashMap<>();
      for (int i = 1; i < arguments.length; i++) {
        String word = arguments[i];
        String value = "true";
        switch (word) {
          case "--foreground", "--unless-running", "--debug" -> {}
          case "--port" -> {
            i++;
            value = i < arguments.length && isPort(arguments[i]) ? arguments[i] : "";
          }
          default -> {
            return Optional.empty();
          }
        }
        if (value.isEmpty() || said.put(word, value) != null) {
          return Optional.empty();
        }
      }
      boolean ours =
          arguments.length > 0
              && arguments[0].equals("start")
              && said.remove("--foreground") != null;
      boolean unlessRunning = said.remove("--unless-running") != null;
      return ours ? Optional.of(new StartArguments(said, unlessRunning)) : Optional.empty();
    }

    private static boolean isPort(String text) {
      return SettingsCatalog.PORT.kind().parse(text).isPresent();
    }
  }

  private DaemonMain() {}

  public static void main(String[] arguments) {
    // Numbers in what others read, as in addresses, have the digits of no language.
    Locale.setDefault(Locale.ROOT);
    Optional<StartArguments> words = StartArguments.of(arguments);
    if (words.isEmpty()) {
      MonitordMain.main(arguments);
      return;
    }
    Surroundings surroundings = Surroundings.ofProcess();
    surroundings.exit(run(surroundings, words.get()));
  }

  private static int run(Surroundings surroundings, StartArguments words) {
    try {
      return new ForegroundStart(surroundings).stay(words.flags(), words.unlessRunning());
    } catch (Exception e) {
      return Failures.say(surroundings, words.flags().containsKey("--debug"), e);
    }
  }
}
