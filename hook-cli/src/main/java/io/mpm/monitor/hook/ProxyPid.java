package io.mpm.monitor.hook;

import io.mpm.monitor.protocol.home.MonitorHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What {@code run/proxy.pid} says: {@code <pid> <start>}.
 *
 * @param start field 22 of the process's {@code /proc/<pid>/stat}, {@code -} where there is none
 * @param written when the proxy said so
 */
record ProxyPid(long pid, String start, Instant written) {

  private static final int START_AFTER_NAME = 19;
  private static final int MAX_BYTES = 100;

  /** File times are coarser than start times. */
  private static final Duration CLOCK_STEP = Duration.ofSeconds(2);

  /** The proxy of this home, if one runs. */
  static Optional<ProxyPid> findAlive(MonitorHome home) {
    try {
      return read(home.proxyPid()).filter(ProxyPid::isAlive);
    } catch (IOException | NumberFormatException e) {
      // Nobody who could be asked wrote this: as good as no proxy.
      return Optional.empty();
    }
  }

  private static Optional<ProxyPid> read(Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
      return Optional.empty();
    }
    String[] words = Files.readString(file, StandardCharsets.US_ASCII).strip().split(" ", -1);
    return Optional.of(
        new ProxyPid(
            Long.parseLong(words[0]),
            words.length > 1 ? words[1] : "-",
            Files.getLastModifiedTime(file).toInstant()));
  }

  private boolean isAlive() {
    Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    if (process.isEmpty()) {
      return false;
    }
    Path stat = Path.of("/proc", Long.toString(pid), "stat");
    if (!start.equals("-") && Files.isReadable(stat)) {
      return start.equals(startIn(stat));
    }
    return process
        .flatMap(handle -> handle.info().startInstant())
        .map(started -> !started.isAfter(written.plus(CLOCK_STEP)))
        .orElse(true);
  }

  /** The start that the file tells; nothing for a process that has ended and is still listed. */
  private static String startIn(Path stat) {
    try {
      String text = Files.readString(stat, StandardCharsets.ISO_8859_1);
      String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
      return fields[0].equals("Z") ? "" : fields[START_AFTER_NAME];
    } catch (IOException | IndexOutOfBoundsException e) {
      return "";
    }
  }
}
