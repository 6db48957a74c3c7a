package io.mpm.monitor.proxy.intake;

import io.mpm.monitor.protocol.home.PrivateFiles;
import io.mpm.monitor.proxy.counters.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder {@code spool/aside} for files that cannot be delivered, each beside a {@code .why}
 * with the reason. When it holds too much the oldest are deleted, and counted. For the loop's
 * thread only.
 */
public final class Aside {

  private static final String WHY = ".why";

  private record Kept(Path file, FileTime modified, long size) {}

  private final Path folder;
  private final AsideLimits limits;
  private final Optional<Remains> remains;
  private final Tally tally;
  private final Deque<Kept> kept = new ArrayDeque<>();
  private long bytes;
  private boolean open;

  /**
   * @param remains tells what is kept of a file; where it is empty, all of it
   */
  public Aside(Path spool, AsideLimits limits, Optional<Remains> remains, Tally tally) {
    this.folder = folder(spool);
    this.limits = limits;
    this.remains = remains;
    this.tally = tally;
  }

  /** How many files are set aside in that spool, by whichever proxy. */
  public static long count(Path spool) throws IOException {
    return list(folder(spool)).size();
  }

  /**
   * Moves the file here, or what may be kept of it.
   *
   * @throws IOException when it can be neither read nor written; then it is where it was
   */
  void take(Path file, String why) throws IOException {
    open();
    Path target = folder.resolve(String.valueOf(file.getFileName()));
    move(file, target);
    Files.writeString(why(target), why + "\n");
    add(look(target));
    makeRoom();
  }

  private void move(Path file, Path target) throws IOException {
    if (remains.isEmpty()) {
      Files.move(file, target, StandardCopyOption.REPLACE_EXISTING);
      return;
    }
    FileTime modified = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
    PrivateFiles.write(target, remains.get().of(file));
    Files.setLastModifiedTime(target, modified);
    Files.delete(file);
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

  private void makeRoom() throws IOException {
    while (kept.size() > limits.files() || (bytes > limits.bytes() && kept.size() > 1)) {
      Kept oldest = kept.removeFirst();
      bytes -= oldest.size();
      tally.asideDeleted();
      Files.deleteIfExists(oldest.file());
      Files.deleteIfExists(why(oldest.file()));
    }
  }

  private static List<Kept> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    List<Kept> found = new ArrayList<>();
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : (Iterable<Path>) entries::iterator) {
        if (!entry.toString().endsWith(WHY) && !isUnborn(entry)) {
          found.add(look(entry));
        }
      }
    }
    found.sort(Comparator.comparing(Kept::modified));
    return found;
  }

  /** What a proxy that was killed had not finished writing. */
  private void deleteUnborn() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.filter(Aside::isUnborn).toList()) {
        Files.deleteIfExists(entry);
      }
    }
  }

  private static boolean isUnborn(Path entry) {
    return String.valueOf(entry.getFileName()).startsWith(".");
  }

  private static Kept look(Path file) throws IOException {
    return new Kept(
        file, Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS), Files.size(file));
  }

  private static Path folder(Path spool) {
    return spool.resolve("aside");
  }

  private static Path why(Path file) {
    return file.resolveSibling(file.getFileName() + WHY);
  }
}
