package io.mpm.monitor.proxy;

import io.mpm.monitor.protocol.log.LogLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Where the proxy's log goes: to its user's eyes, and into a file for when nobody watches. Only the
 * one proxy of a home may open it: beside a log that another process has open there would be a
 * second one.
 */
final class ProxyLog implements AutoCloseable {

  private static final int MAX_BYTES = 1 << 20;
  private static final int FILES = 2;

  private final Handler file;

  /**
   * Opens {@code proxy.0.log} in the folder, which must exist; the megabyte before is kept beside
   * it.
   */
  ProxyLog(Path folder) throws IOException {
    String pattern = folder.resolve("proxy").toString().replace("%", "%%") + ".%g.log";
    file = new FileHandler(pattern, MAX_BYTES, FILES, true);
    file.setEncoding("UTF-8");
    file.setFormatter(new LogLine());
    file.setLevel(Level.INFO);
    Logger.getLogger("").addHandler(file);
  }

  @Override
  public void close() {
    Logger.getLogger("").removeHandler(file);
    file.close();
  }
}
