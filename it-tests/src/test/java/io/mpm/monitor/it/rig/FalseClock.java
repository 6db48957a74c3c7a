package io.mpm.monitor.it.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A clock of the day that can be set while the processes that read it run, by libfaketime. What
 * counts elapsed time, and the times of files, stay the machine's: they do not jump when somebody
 * sets a clock either.
 */
public final class FalseClock {

  private static final List<Path> LIBRARIES =
      List.of(
          Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
          Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"));

  private final Path library;
  private final Path setting;

  private FalseClock(Path library, Path setting) {
    this.library = library;
    this.setting = setting;
    set(Duration.ZERO);
  }

  /** One that is right until it is set; without the library it prints why there is none. */
  public static Optional<FalseClock> in(Path folder) {
    Optional<Path> library = LIBRARIES.stream().filter(Files::isReadable).findFirst();
    if (library.isEmpty()) {
      System.out.println("no clock will be set: libfaketime is at none of " + LIBRARIES);
    }
    return library.map(there -> new FalseClock(there, folder.resolve("clock")));
  }

  /** What a process that shall read this clock finds in its environment. */
  public Map<String, String> environment() {
    return Map.of(
        "LD_PRELOAD", library.toString(),
        "FAKETIME_TIMESTAMP_FILE", setting.toString(),
        "FAKETIME_NO_CACHE", "1",
        "FAKETIME_DONT_FAKE_MONOTONIC", "1",
        // With the C library's own waits on the monotonic clock nothing is to mend: mended, they
        // end too early.
        "FAKETIME_FORCE_MONOTONIC_FIX", "0",
        "NO_FAKE_STAT", "1");
  }

  /** From now on it is that much ahead of the machine's clock, or behind it. */
  public void set(Duration ahead) {
    try {
      Path next =
          Files.writeString(
              setting.resolveSibling("clock.next"), "%+d".formatted(ahead.toSeconds()));
      Files.move(next, setting, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
