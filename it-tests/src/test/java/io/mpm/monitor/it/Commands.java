package io.mpm.monitor.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Short commands of the system. */
final class Commands {

  private static final long PATIENCE_SECONDS = 30;

  private Commands() {}

  /**
   * Runs it to its end.
   *
   * @return empty when it succeeded, else what it said
   * @throws IOException when there is no such program
   */
  static String run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    try (var out = process.getInputStream()) {
      String said = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return command + " did not end: " + said;
      }
      int exit = process.exitValue();
      return exit == 0 ? "" : command + " exited " + exit + ": " + said;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** As {@link #run}, and it must succeed. */
  static void must(String... command) {
    try {
      String refusal = run(List.of(command));
      if (!refusal.isEmpty()) {
        throw new AssertionError(refusal);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
