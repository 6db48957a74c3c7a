package io.mpm.monitor.daemon.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The daemon as a service runs it. It stays in the foreground, where the system sees it end, and
 * gives way to a daemon that runs already: there are never two.
 *
 * @param program {@code mpm-monitord} of the installation
 * @param environment what it needs to find its home and its Java
 */
public record ServiceProgram(Path program, Map<String, String> environment) {

  public ServiceProgram {
    if (!program.isAbsolute()) {
      throw new IllegalArgumentException("program must be an absolute path: " + program);
    }
    environment = new TreeMap<>(environment);
  }

  /** Through the shell, which takes a path with whatever is in it for an argument. */
  List<String> line() {
    return List.of("/bin/sh", program.toString(), "start", "--foreground", "--unless-running");
  }
}
