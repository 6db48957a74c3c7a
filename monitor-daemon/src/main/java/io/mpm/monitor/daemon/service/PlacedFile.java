package io.mpm.monitor.daemon.service;

import io.mpm.monitor.protocol.home.PrivateFiles;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A file that was put somewhere among another program's files, and can be taken back. */
public final class PlacedFile {

  private final Path file;
  private final Optional<String> before;

  /** The folders that were not there before, each before the one that it lies in. */
  private final List<Path> made;

  private PlacedFile(Path file, Optional<String> before, List<Path> made) {
    this.file = file;
    this.before = before;
    this.made = List.copyOf(made);
  }

  /** Writes {@code text}, in the place of what was there, and makes the folders on the way. */
  public static PlacedFile put(Path file, String text) throws IOException {
    Optional<String> before =
        Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    List<Path> made = new ArrayList<>();
    Path folder = file.toAbsolutePath().getParent();
    for (Path at = folder; at != null && !Files.exists(at); at = at.getParent()) {
      made.add(at);
    }
    if (folder != null) {
      Files.createDirectories(folder);
    }
    PrivateFiles.write(file, text);
    return new PlacedFile(file, before, made);
  }

  /** Whether a file was there before. */
  public boolean isReplacement() {
    return before.isPresent();
  }

  /** Puts things as they were before; folders that others use by now stay. */
  public void takeBack() throws IOException {
    if (before.isPresent()) {
      PrivateFiles.write(file, before.get());
      return;
    }
    Files.deleteIfExists(file);
    try {
      for (Path folder : made) {
        Files.deleteIfExists(folder);
      }
    } catch (DirectoryNotEmptyException e) {
      // Nor can those around it be empty.
    }
  }
}
