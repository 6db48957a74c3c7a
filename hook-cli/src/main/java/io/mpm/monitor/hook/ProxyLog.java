package io.mpm.monitor.hook;

import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Where the proxy's log goes: to its user's eyes, and into a file for when nobody watches. */
final class ProxyLog {

  private static final int MAX_BYTES = 1 << 20;
  private static final int FILES = 2;
  private static final String LINE = "%1$tFT%1$tT.%1$tL%1$tz %4$s %3$s: %5$s%6$s%n";

  private final Handler file;

  /**
   * Opens {@code proxy.0.log} in the folder, which must exist; the megabyte before is kept beside
   * it.
   */
  ProxyLog(Path folder) throws IOException {
    System.setProperty("java.util.logging.SimpleFormatter.format", LINE);
    String pattern = folder.resolve("proxy").toString().replace("%", "%%") + ".%g.log";
    file = new FileHandler(pattern, MAX_BYTES, FILES, true);
    file.setFormatter(new SimpleFormatter());
    file.setLevel(Level.INFO);
    Logger.getLogger("").addHandler(file);
  }

  void close() {
    Logger.getLogger("").removeHandler(file);
    file.close();
  }
}
