package io.mpm.monitor.hook;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The shells of this machine that the script is meant for. */
final class Shells {

  private static final List<List<String>> WANTED =
      List.of(
          List.of("dash"),
          List.of("bash"),
          List.of("bash", "--posix"),
          List.of("busybox", "sh"),
          List.of("ksh"),
          List.of("mksh"),
          List.of("zsh", "--emulate", "sh"));

  private static final List<List<String>> FOUND = find();

  private Shells() {}

  /**
   * The command lines that run a script, one a shell, and in their place the compiled hooks, which
   * must do all that the script does; {@link Installation#command} knows both.
   */
  static Stream<List<String>> all() {
    return FOUND.stream();
  }

  private static List<List<String>> find() {
    List<List<String>> found = new ArrayList<>();
    for (List<String> shell : WANTED) {
      Optional<Path> program = which(shell.get(0));
      if (program.isPresent()) {
        List<String> command = new ArrayList<>(shell);
        command.set(0, program.get().toString());
        found.add(List.copyOf(command));
      } else {
        System.out.println("[not tested] no " + shell.get(0) + " on this machine");
      }
    }
    List<List<String>> compiled = CompiledHook.all().toList();
    if (compiled.isEmpty()) {
      System.out.println("[not tested] no C compiler on this machine");
    }
    found.addAll(compiled);
    System.out.println("[tested] under " + found);
    return found;
  }

  /** The program of that name in PATH. */
  static Optional<Path> which(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Goes on with the test only where it can be run; else says why not. */
  static void needs(boolean condition, String otherwise) {
    if (!condition) {
      System.out.println("[not tested] " + otherwise);
    }
    assumeTrue(condition, otherwise);
  }

  /** Whether we may mount file systems where nobody else sees them. */
  static boolean mayMount() throws Exception {
    Process probe =
        new ProcessBuilder("unshare", "-m", "true")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return probe.waitFor() == 0;
  }
}
