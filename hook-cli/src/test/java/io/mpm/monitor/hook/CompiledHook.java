package io.mpm.monitor.hook;

import java.nio.file.Files;
import java.nio.file.Path;

/** The hook that needs no shell. The build compiles it for the tests, of their version. */
final class CompiledHook {

  /** Where it is, where there is a C compiler. */
  static final Path PROGRAM =
      Path.of("target/compiled-for-tests/this-system/mpm-hook").toAbsolutePath();

  private CompiledHook() {}

  static boolean exists() {
    return Files.isExecutable(PROGRAM);
  }
}
