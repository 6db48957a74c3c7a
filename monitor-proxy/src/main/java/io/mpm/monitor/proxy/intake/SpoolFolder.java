package io.mpm.monitor.proxy.intake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The folder in which hooks leave their files. Shows only regular files of our own whose names have
 * the documented shape: links, pipes, folders and other people's files are as if they were not
 * there.
 */
public class SpoolFolder {

  private static final boolean UNIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("unix");

  /** No name of a spool file: nobody takes it for an event. */
  private static final String UNBORN = ".rewriting";

  /** Hooks leave files that their owner may write. */
  private static final Set<PosixFilePermission> MARK = PosixFilePermissions.fromString("r--------");

  private static final FileAttribute<?>[] FRESH =
      UNIX
          ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(MARK)}
          : new FileAttribute<?>[0];

  private final Path folder;

  public SpoolFolder(Path folder) {
    this.folder = folder;
  }

  /** A visitor that is shown one name after the other. */
  @FunctionalInterface
  public interface Visitor {
    void visit(SpoolName name) throws IOException;
  }

  @FunctionalInterface
  private interface Wanted {
    boolean is(SpoolName name) throws IOException;
  }

  /**
   * Shows the names in the folder that have the shape of ours; none when there is no such folder.
   */
  public void forEach(Visitor visitor) throws IOException {
    findAny(
        name -> {
          visitor.visit(name);
          return false;
        });
  }

  /** Whether there is a file of ours; looks at no more of them than it takes to know. */
  public boolean holdsAny() throws IOException {
    return findAny(name -> look(name).isPresent());
  }

  private boolean findAny(Wanted wanted) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        Optional<SpoolName> name = SpoolName.parse(fileName(entry));
        if (name.isPresent() && wanted.is(name.get())) {
          return true;
        }
      }
      return false;
    } catch (NoSuchFileException e) {
      return false;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  /** The names in the folder, one after the other; the caller closes them. */
  @SuppressWarnings("StreamResourceLeak") // whoever reads it over several turns closes it
  DirectoryStream<Path> names() throws IOException {
    return Files.newDirectoryStream(folder);
  }

  /** The file of that name as it is now; empty when there is none that is ours. */
  public Optional<SpoolFile> look(SpoolName name) throws IOException {
    try {
      return UNIX ? lookUnix(name) : lookAnywhere(name);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private Optional<SpoolFile> lookUnix(SpoolName name) throws IOException {
    Map<String, Object> found =
        Files.readAttributes(
            path(name), "unix:uid,size,lastModifiedTime,isRegularFile", LinkOption.NOFOLLOW_LINKS);
    boolean ours =
        Boolean.TRUE.equals(found.get("isRegularFile"))
            && Objects.equals(found.get("uid"), Files.getAttribute(folder, "unix:uid"));
    if (!ours
        || !(found.get("lastModifiedTime") instanceof FileTime modified)
        || !(found.get("size") instanceof Long size)) {
      return Optional.empty();
    }
    return Optional.of(new SpoolFile(name, modified.toInstant(), size));
  }

  private Optional<SpoolFile> lookAnywhere(SpoolName name) throws IOException {
    BasicFileAttributes found =
        Files.readAttributes(path(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return found.isRegularFile()
        ? Optional.of(new SpoolFile(name, found.lastModifiedTime().toInstant(), found.size()))
        : Optional.empty();
  }

  /** Opens the file for reading; a link that took its place meanwhile is not followed. */
  SeekableByteChannel open(SpoolName name) throws IOException {
    return Files.newByteChannel(
        path(name), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
  }

  /** Whether {@link #mark} was here, in the life of whichever proxy. */
  boolean isMarked(SpoolName name) throws IOException {
    return UNIX
        && Files.getPosixFilePermissions(path(name), LinkOption.NOFOLLOW_LINKS).equals(MARK);
  }

  /** Marks a file that holds no secrets; where there are no permissions, it stays unmarked. */
  void mark(SpoolName name) throws IOException {
    if (UNIX) {
      Files.setPosixFilePermissions(path(name), MARK);
    }
  }

  /**
   * Puts another content, marked, in the place of the file, which keeps its time and so the id of
   * its event. There is the old file or the new one, whatever happens meanwhile.
   *
   * @return the file as it is now
   * @throws IOException when that cannot be done; then the old one is there
   */
  SpoolFile replace(SpoolFile file, byte[] content) throws IOException {
    Path fresh = folder.resolve(UNBORN);
    try {
      deleteUnborn();
      fill(fresh, content, file.modified());
      if (!look(file.name()).equals(Optional.of(file))) {
        throw new IOException("it changed meanwhile");
      }
      Files.move(
          fresh,
          path(file.name()),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } finally {
      deleteUnborn();
    }
    return new SpoolFile(file.name(), file.modified(), content.length);
  }

  /** Deletes what a proxy that was killed had not finished writing. */
  void deleteUnborn() throws IOException {
    Files.deleteIfExists(folder.resolve(UNBORN));
  }

  private static void fill(Path fresh, byte[] content, Instant modified) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), FRESH)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      Files.setLastModifiedTime(fresh, FileTime.from(modified));
      if (!Files.getLastModifiedTime(fresh).toInstant().equals(modified)) {
        throw new IOException("this file system gives no file the time of another");
      }
      channel.force(true);
    }
  }

  Path path(SpoolName name) {
    return folder.resolve(name.text());
  }

  private static String fileName(Path entry) {
    return String.valueOf(entry.getFileName());
  }
}
