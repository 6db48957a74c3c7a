package io.mpm.monitor.daemon.system;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The process that listens on a port.
 *
 * @param command what it was started as, shortened; for people
 */
record PortOwner(long pid, String command) {

  private static final Path PROC = Path.of("/proc");
  private static final int MAX_COMMAND_CHARS = 120;

  /** Who listens on {@code port}, where the system tells us. */
  static Optional<PortOwner> find(int port) {
    Optional<Long> pid =
        Files.isDirectory(PROC.resolve("net"))
            ? new ProcListeners(PROC).pidOf(port)
            : LsofListeners.pidOf(port);
    return pid.map(known -> new PortOwner(known, commandOf(known)));
  }

  private static String commandOf(long pid) {
    String command =
        ProcessHandle.of(pid)
            .map(ProcessHandle::info)
            .flatMap(info -> info.commandLine().or(info::command))
            .orElse("command unknown")
            .replaceAll("\\p{Cntrl}", " ");
    return command.length() <= MAX_COMMAND_CHARS
        ? command
        : command.substring(0, MAX_COMMAND_CHARS) + "…";
  }
}
