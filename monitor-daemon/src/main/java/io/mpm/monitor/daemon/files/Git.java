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
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks git about a folder, reading only. Whatever the repository or the environment has set up, it
 * starts no pager, hook, file watcher, external diff, text converter, content filter or signature
 * check, and talks to no other machine. The caller waits, for at most 5 s.
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
          "protocol.allow=never",
          "-c",
          "log.showSignature=false",
          "-c",
          "diff.ignoreSubmodules=all");

  /** What makes a filter run, and what of it makes git give up when it does not. */
  private static final List<String> FILTER_PARTS = List.of("clean", "smudge", "process");

  private final Path folder;
  private @Nullable List<String> withoutFilters;

  /** Git in {@code folder}. */
  Git(Path folder) {
    this.folder = folder;
  }

  /** Runs a command of git; paths in {@code arguments} come after {@code --}. */
  Answer run(String... arguments) throws Refused {
    List<String> filters = withoutFilters;
    if (filters == null) {
      filters = filtersOff();
      withoutFilters = filters;
    }
    return run(filters, List.of(arguments));
  }

  /**
   * Switches each filter off by its name: git knows no word for all of them. Looking at a changed
   * file would otherwise run it.
   */
  private List<String> filtersOff() throws Refused {
    Answer names =
        run(List.of(), List.of("config", "-z", "--name-only", "--get-regexp", "^filter\\..*\\."));
    Set<String> drivers = new TreeSet<>();
    for (String name : names.output().split("\0", -1)) {
      if (name.lastIndexOf('.') > 0) {
        drivers.add(name.substring(0, name.lastIndexOf('.')));
      }
    }
    List<String> off = new ArrayList<>();
    for (String driver : drivers) {
      if (driver.contains("=") || names.output().length() >= MAX_BYTES) {
        throw new Refused(403, "Access denied: the repository's filters cannot be switched off");
      }
      FILTER_PARTS.forEach(part -> off.addAll(List.of("-c", driver + "." + part + "=")));
      off.addAll(List.of("-c", driver + ".required=false"));
    }
    return off;
  }

  private Answer run(List<String> options, List<String> arguments) throws Refused {
    List<String> line = new ArrayList<>(COMMAND);
    line.addAll(options);
    line.addAll(arguments);
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
