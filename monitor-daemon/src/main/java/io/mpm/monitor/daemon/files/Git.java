package io.mpm.monitor.daemon.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Asks git about a folder, reading only. Whatever the repository or the environment has set up, it
 * starts no pager, hook, file watcher, external diff or text converter, and talks to no other
 * machine. The caller waits, for at most 5 s.
 */
final class Git {

  /**
   * What git said.
   *
   * @param output at most a megabyte of it
   */
  record Answer(int exitCode, String output) {

    boolean isGood() {
      return exitCode == 0;
    }

    boolean isGoodAndSaysSomething() {
      return isGood() && !output.isBlank();
    }
  }

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int MAX_BYTES = 1 << 20;
  private static final long LOOK_EVERY_MS = 5;

  private static final List<String> COMMAND =
      List.of(
          "git",
          "--no-pager",
          "--no-optional-locks",
          "--literal-pathspecs",
          "-c",
          "core.fsmonitor=false",
          "-c",
          "core.hooksPath=/dev/null",
          "-c",
          "core.quotePath=false",
          "-c",
          "color.ui=false",
          "-c",
          "submodule.recurse=false",
          "-c",
          "protocol.allow=never");

  private final Path folder;

  /** Git in {@code folder}. */
  Git(Path folder) {
    this.folder = folder;
  }

  /** Runs a command of git; paths in {@code arguments} come after {@code --}. */
  Answer run(String... arguments) throws Refused {
    List<String> line = new ArrayList<>(COMMAND);
    line.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    clean(builder.environment());
    try {
      Process process = builder.start();
      try {
        process.getOutputStream().close();
        return read(process);
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new Refused(500, "git cannot be run");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refused(500, "the daemon is ending");
    }
  }

  /** Without what would point git elsewhere or make it start something. */
  private static void clean(Map<String, String> environment) {
    environment
        .keySet()
        .removeIf(
            name -> name.startsWith("GIT_") || name.equals("PAGER") || name.startsWith("SSH_"));
    environment.put("GIT_TERMINAL_PROMPT", "0");
    environment.put("GIT_OPTIONAL_LOCKS", "0");
    environment.put("GIT_NO_LAZY_FETCH", "1");
    environment.put("LC_ALL", "C.UTF-8");
  }

  private static Answer read(Process process) throws IOException, InterruptedException, Refused {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    InputStream in = process.getInputStream();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (output.size() < MAX_BYTES) {
      boolean ended = process.waitFor(LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
      while (in.available() > 0 && output.size() < MAX_BYTES) {
        output.write(in.readNBytes(Math.min(in.available(), MAX_BYTES - output.size())));
      }
      if (ended) {
        return new Answer(process.exitValue(), output.toString(StandardCharsets.UTF_8));
      }
      if (System.nanoTime() - deadline >= 0) {
        throw new Refused(500, "git did not answer within 5 s");
      }
    }
    return new Answer(0, output.toString(StandardCharsets.UTF_8) + "\n… (cut)\n");
  }
}
