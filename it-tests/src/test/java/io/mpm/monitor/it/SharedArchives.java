package io.mpm.monitor.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The archives of classes of the built distribution, made once for all tests: they start our
 * programs some hundred times, and each start would load the classes one by one.
 */
final class SharedArchives {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** One for the daemon, one for the proxy. */
  private static final int ARCHIVES = 2;

  /** Whoever comes first makes them; what runs beside him waits here, or for his files. */
  private static final Path FOLDER = make();

  private SharedArchives() {}

  /** What {@code MPM_MONITOR_CACHE} names. */
  static String folder() {
    return FOLDER.toString();
  }

  private static Path make() {
    Path distribution = Path.of(System.getProperty("mpm.dist")).toAbsolutePath().normalize();
    try {
      // Another build, another folder: the archives of one do not fit to the jars of another.
      long built = Files.getLastModifiedTime(distribution.resolve("lib")).toMillis();
      Path folder =
          Files.createDirectories(Path.of(System.getProperty("mpm.cache"), Long.toString(built)));
      Path home = Files.createTempDirectory(folder, "home");
      Map<String, String> training =
          Map.of("MPM_MONITOR_CACHE", folder.toString(), "MPM_MONITOR_TRAIN_DELAY", "0");
      try (Installation first = new Installation(home, training)) {
        if (!isMade(folder)) {
          first.monitord("start").succeeded();
          // Another thread would wait for this class, which is about to be.
          await().pollInSameThread().atMost(PATIENCE).until(() -> isMade(folder));
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isMade(Path folder) throws IOException {
    Path archives = folder.resolve("mpm-monitor");
    if (!Files.isDirectory(archives)) {
      return false;
    }
    try (Stream<Path> files = Files.list(archives)) {
      return files.filter(file -> file.toString().endsWith(".jsa")).count() >= ARCHIVES;
    }
  }
}
