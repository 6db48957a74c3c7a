package io.mpm.monitor.daemon.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.sqlite.SQLiteJDBCLoader;

/**
 * SQLite's library. The driver brings it, and it must lie in a folder to be loaded: in one that
 * nobody else can write to, on a file system from which programs may be run. A library that is
 * loaded needs its file no more.
 */
final class NativeLibrary {

  private static final String FOLDER = "org.sqlite.tmpdir";

  private NativeLibrary() {}

  /**
   * Loads it, unless that is done. Leaves no file.
   *
   * @param home where it is unpacked, if that is possible
   */
  static synchronized void load(Path home) throws IOException {
    if (System.getProperty(FOLDER) != null) {
      return;
    }
    Path folder = folder(home, NativeLibrary::mayRun);
    System.setProperty(FOLDER, folder.toString());
    try {
      SQLiteJDBCLoader.initialize();
    } catch (Exception e) {
      System.clearProperty(FOLDER);
      throw new IOException(
          "history.enabled needs SQLite's library, which cannot be loaded from %s: %s"
              .formatted(folder, e.getMessage()),
          e);
    } finally {
      delete(folder);
    }
  }

  /** A new folder of ours in {@code home}, or in the system's folder for such. */
  static Path folder(Path home, Predicate<Path> mayRun) throws IOException {
    Path inHome = Files.createTempDirectory(home, "sqlite-");
    if (mayRun.test(inHome)) {
      return inHome;
    }
    delete(inHome);
    return Files.createTempDirectory("mpm-monitord-");
  }

  /** Whether what lies in {@code folder} may be run: a mount can forbid it. */
  static boolean mayRun(Path folder) {
    Path probe = folder.resolve("probe");
    try {
      Files.createFile(probe);
      return probe.toFile().setExecutable(true) && Files.isExecutable(probe);
    } catch (IOException e) {
      return false;
    }
  }

  private static void delete(Path folder) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // It costs a megabyte, and nothing else.
    }
  }
}
