package io.mpm.monitor.protocol.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files in a home's spool, or in the folder of those set aside, for whoever looks and does not
 * deliver. Links and folders are no files. Each call asks the disk, on the caller's thread; where
 * there is no such folder, there are none.
 */
public record SpoolListing(Path folder) {

  /** The files that are whole: the name of one that is still being written begins with a dot. */
  public List<Path> whole() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(SpoolListing::isFile).filter(SpoolListing::isWhole).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  /** Whether there is any file, whole or not. */
  public boolean holdsAny() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(SpoolListing::isFile);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static boolean isFile(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean isWhole(Path file) {
    return !String.valueOf(file.getFileName()).startsWith(".");
  }
}
