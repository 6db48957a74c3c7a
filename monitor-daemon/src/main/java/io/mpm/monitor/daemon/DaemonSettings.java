package io.mpm.monitor.daemon;

import java.nio.file.Path;

/**
 * What a daemon must know to start.
 *
 * @param port where it listens on 127.0.0.1
 * @param dashboard the folder with the page's files
 */
public record DaemonSettings(int port, Path dashboard) {

  public DaemonSettings {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("port must be in 1..65535: " + port);
    }
  }
}
