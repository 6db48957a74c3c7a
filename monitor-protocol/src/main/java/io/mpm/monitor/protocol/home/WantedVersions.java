package io.mpm.monitor.protocol.home;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The versions of hooks that have met a proxy of another version: an empty file {@code
 * run/wanted.<version>} for each. A proxy makes room for a newer version, and stays for an older
 * one.
 */
public final class WantedVersions {

  private static final String PREFIX = "wanted.";

  private final Path folder;

  public WantedVersions(MonitorHome home) {
    this.folder = home.run();
  }

  /**
   * Says that hooks of that version are at work.
   *
   * @return whether nobody had said so
   */
  public boolean add(ProgramVersion version) throws IOException {
    try {
      Files.createFile(folder.resolve(PREFIX + version));
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  /** The newest; empty when there is none, or the folder cannot be read. */
  public Optional<ProgramVersion> newest() {
    try {
      List<ProgramVersion> wanted = new ArrayList<>();
      for (Path file : files()) {
        ProgramVersion.parse(name(file).substring(PREFIX.length())).ifPresent(wanted::add);
      }
      return wanted.isEmpty() ? Optional.empty() : Optional.of(Collections.max(wanted));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** For a new proxy: whoever misses a version says so again. */
  public void clear() throws IOException {
    for (Path file : files()) {
      Files.deleteIfExists(file);
    }
  }

  private List<Path> files() throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      List<Path> files = new ArrayList<>();
      for (Path entry : entries) {
        if (name(entry).startsWith(PREFIX)) {
          files.add(entry);
        }
      }
      return files;
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
