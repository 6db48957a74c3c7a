package io.mpm.monitor.daemon.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Who listens where, as Linux tells it: from a port to a socket's inode to an open descriptor. */
final class ProcListeners {

  // Columns of /proc/net/tcp.
  private static final int LOCAL_ADDRESS = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;
  private static final String LISTENING = "0A";

  private final Path proc;

  ProcListeners(Path proc) {
    this.proc = proc;
  }

  /** The listener's pid; empty when there is none, or it belongs to another user. */
  Optional<Long> pidOf(int port) {
    Set<String> sockets = new HashSet<>();
    for (String table : new String[] {"tcp", "tcp6"}) {
      addSockets(proc.resolve("net").resolve(table), port, sockets);
    }
    if (sockets.isEmpty()) {
      return Optional.empty();
    }
    try (Stream<Path> processes = Files.list(proc)) {
      return processes
          .filter(process -> process.getFileName().toString().matches("\\d+"))
          .filter(process -> holdsOneOf(process, sockets))
          .map(process -> Long.valueOf(process.getFileName().toString()))
          .findFirst();
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }

  private static void addSockets(Path table, int port, Set<String> sockets) {
    String suffix = ":%04X".formatted(port);
    try (Stream<String> lines = Files.lines(table, StandardCharsets.US_ASCII)) {
      lines
          .map(line -> line.strip().split("\\s+"))
          .filter(columns -> columns.length > INODE)
          .filter(columns -> columns[LOCAL_ADDRESS].endsWith(suffix))
          .filter(columns -> columns[STATE].equals(LISTENING))
          .forEach(columns -> sockets.add("socket:[" + columns[INODE] + "]"));
    } catch (IOException | UncheckedIOException e) {
      // No IPv6 here, or no such table at all: nothing to learn from it.
    }
  }

  private static boolean holdsOneOf(Path process, Set<String> sockets) {
    try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
      return descriptors.anyMatch(descriptor -> sockets.contains(target(descriptor)));
    } catch (IOException | UncheckedIOException e) {
      // Another user's, or just ended.
      return false;
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return "";
    }
  }
}
