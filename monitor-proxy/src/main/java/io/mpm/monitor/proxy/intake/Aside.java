package io.mpm.monitor.proxy.intake;

import io.mpm.monitor.protocol.home.PrivateFiles;
import io.mpm.monitor.proxy.counters.Tally;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder for files that cannot be delivered, each beside a {@code .why} with the reason. When
 * it holds too much the oldest are deleted, and counted. For the loop's thread only.
 */
public final class Aside {

  private static final Logger log = LoggerFactory.getLogger(Aside.class);

  private static final String WHY = ".why";

  private record Kept(Path file, FileTime modified, long size) {}

  private final Path folder;
  private final AsideLimits limits;
  private final Optional<Remains> remains;
  private final Tally tally;
  private final Deque<Kept> kept = new ArrayDeque<>();
  private long bytes;
  private boolean open;
  private boolean failing;

  /**
   * A folder that need not be there yet.
   *
   * @param remains tells what is kept of a file; where it is empty, all of it
   */
  public Aside(Path folder, AsideLimits limits, Optional<Remains> remains, Tally tally) {
    this.folder = folder;
    this.limits = limits;
    this.remains = remains;
    this.tally = tally;
  }

  /** How many files are set aside in that folder, by whichever proxy. */
  public static long count(Path folder) throws IOException {
    return list(folder).size();
  }

  /**
   * Moves the file here, or what may be kept of it.
   *
   * @throws IOException when it can be neither read nor written; then it is where it was, and
   *     nothing of it here
   */
  void take(Path file, String why) throws IOException {
    open();
    Path target = folder.resolve(String.valueOf(file.getFileName()));
    try {
      // First, because what has been moved does not go back when this fails.
      Files.writeString(why(target), why + "\n");
      add(move(file, target));
    } catch (IOException e) {
      withdraw(why(target), e);
      throw e;
    }
    makeRoom();
  }

  private Kept move(Path file, Path target) throws IOException {
    BasicFileAttributes was = attributes(file);
    if (remains.isEmpty()) {
      Files.move(file, target, StandardCopyOption.REPLACE_EXISTING);
      return new Kept(target, was.lastModifiedTime(), was.size());
    }
    PrivateFiles.write(target, remains.get().of(file));
    try {
      Files.setLastModifiedTime(target, was.lastModifiedTime());
      Kept kept = new Kept(target, was.lastModifiedTime(), Files.size(target));
      Files.delete(file);
      return kept;
    } catch (IOException e) {
      withdraw(target, e);
      throw e;
    }
  }

  private static void withdraw(Path ours, IOException because) {
    try {
      Files.deleteIfExists(ours);
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }

  private void open() throws IOException {
    if (open && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    PrivateFiles.directory(folder);
    kept.clear();
    bytes = 0;
    list(folder).forEach(this::add);
    deleteUnborn();
    open = true;
  }

  private void add(Kept file) {
    kept.addLast(file);
    bytes += file.size();
  }

  /** What cannot be deleted is tried again with the next file that comes. */
  private void makeRoom() {
    try {
      while (kept.size() > limits.files() || (bytes > limits.bytes() && kept.size() > 1)) {
        Kept oldest = kept.getFirst();
        Files.deleteIfExists(oldest.file());
        Files.deleteIfExists(why(oldest.file()));
        kept.removeFirst();
        bytes -= oldest.size();
        tally.asideDeleted();
      }
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        log.warn("the oldest of what is set aside cannot be deleted; trying on", e);
      }
      failing = true;
    }
  }

  private static List<Kept> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    List<Kept> found = new ArrayList<>();
    for (Path entry : entries(folder)) {
      if (!isReason(entry) && !isUnborn(entry)) {
        look(entry).ifPresent(found::add);
      }
    }
    found.sort(Comparator.comparing(Kept::modified));
    return found;
  }

  private static List<Path> entries(Path folder) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      List<Path> found = new ArrayList<>();
      entries.forEach(found::add);
      return found;
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  /** What a proxy that was killed had not finished: parts of files, and reasons without a file. */
  private void deleteUnborn() throws IOException {
    Set<Path> reasons = new HashSet<>();
    kept.forEach(file -> reasons.add(why(file.file())));
    for (Path entry : entries(folder)) {
      if (isUnborn(entry) || (isReason(entry) && !reasons.contains(entry))) {
        Files.deleteIfExists(entry);
      }
    }
  }

  private static boolean isUnborn(Path entry) {
    return String.valueOf(entry.getFileName()).startsWith(".");
  }

  private static boolean isReason(Path entry) {
    return entry.toString().endsWith(WHY);
  }

  /** Empty when it is no file, or not there any more: a proxy may delete what others count. */
  private static Optional<Kept> look(Path entry) throws IOException {
    try {
      BasicFileAttributes found = attributes(entry);
      return found.isRegularFile()
          ? Optional.of(new Kept(entry, found.lastModifiedTime(), found.size()))
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static BasicFileAttributes attributes(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private static Path why(Path file) {
    return file.resolveSibling(file.getFileName() + WHY);
  }
}
