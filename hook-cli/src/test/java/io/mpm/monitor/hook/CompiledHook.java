package io.mpm.monitor.hook;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The hook that needs no shell. The build compiles it for the tests, of their version. */
final class CompiledHook {

  /** Stands before the way it was compiled where else a shell and its options stand. */
  private static final String MARK = "compiled";

  private static final Path FOLDER = Path.of("target/compiled-for-tests").toAbsolutePath();

  private CompiledHook() {}

  /** As the build packs it where it can, and as it does elsewhere; none without a C compiler. */
  static Stream<List<String>> all() {
    return Stream.of(List.of(MARK, "without-library"), List.of(MARK, "with-library"))
        .filter(hook -> Files.isExecutable(program(hook)));
  }

  /** Whether that is one of {@link #all}, and no shell. */
  static boolean is(List<String> shell) {
    return all().anyMatch(shell::equals);
  }

  static Path program(List<String> hook) {
    return FOLDER.resolve(hook.get(1)).resolve("this-system/mpm-hook");
  }
}
