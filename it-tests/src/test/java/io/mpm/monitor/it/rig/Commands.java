package io.mpm.monitor.it.rig;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Short commands of the system. */
public final class Commands {

  private static final long PATIENCE_SECONDS = 30;

  private Commands() {}

  /** How a command ended, and all that it said. */
  private record Ended(int exit, String said) {}

  /**
   * Runs it to its end.
   *
   * @return empty when it succeeded, else what it said
   * @throws IOException when there is no such program
   */
  public static String run(List<String> command) throws IOException {
    Ended ended = ended(command);
    return ended.exit() == 0 ? "" : command + " exited " + ended.exit() + ": " + ended.said();
  }

  /**
   * What it says, however it ends.
   *
   * @throws IOException when there is no such program
   */
  public static String output(List<String> command) throws IOException {
    return ended(command).said();
  }

  private static Ended ended(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    try (var out = process.getInputStream()) {
      String said = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return new Ended(-1, "did not end: " + said);
      }
      return new Ended(process.exitValue(), said);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** As {@link #run}, and it must succeed. */
  public static void must(String... command) {
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
