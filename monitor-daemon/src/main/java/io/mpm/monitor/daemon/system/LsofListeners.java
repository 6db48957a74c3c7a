package io.mpm.monitor.daemon.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Who listens where, as {@code lsof} tells it on systems without {@code /proc}. */
final class LsofListeners {

  private static final long PATIENCE_MS = 1500;

  private LsofListeners() {}

  /** The listener's pid; empty when there is none, no {@code lsof}, or it takes too long. */
  static Optional<Long> pidOf(int port) {
    try {
      Process lsof =
          new ProcessBuilder("lsof", "-nP", "-iTCP:" + port, "-sTCP:LISTEN", "-Fp")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      // Its answer is a few lines: the pipe holds them until it has ended.
      if (!lsof.waitFor(PATIENCE_MS, TimeUnit.MILLISECONDS)) {
        lsof.destroyForcibly();
        return Optional.empty();
      }
      return parse(
          new String(lsof.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .toList());
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** Reads {@code lsof -F}: one field a line, a pid's line beginning with p. */
  static Optional<Long> parse(List<String> lines) {
    return lines.stream()
        .filter(line -> line.matches("p\\d+"))
        .map(line -> Long.valueOf(line.substring(1)))
        .findFirst();
  }
}
