package io.mpm.monitor.proxy.intake;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The folder in which hooks leave their files. Shows only regular files of our own whose names have
 * the documented shape: links, pipes, folders and other people's files are as if they were not
 * there.
 */
public final class SpoolFolder {

  private static final boolean UNIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("unix");

  private final Path folder;

  public SpoolFolder(Path folder) {
    this.folder = folder;
  }

  /** Is shown one name after the other. */
  @FunctionalInterface
  public interface Visitor {
    void visit(SpoolName name) throws IOException;
  }

  /** Shows the names in it that have the shape of ours; none when there is no such folder. */
  public void forEach(Visitor visitor) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        Optional<SpoolName> name = SpoolName.parse(fileName(entry));
        if (name.isPresent()) {
          visitor.visit(name.get());
        }
      }
    } catch (NoSuchFileException e) {
      // No folder, no names.
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
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

  /** Opens it for reading; a link that took its place meanwhile is not followed. */
  SeekableByteChannel open(SpoolName name) throws IOException {
    return Files.newByteChannel(
        path(name), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
  }

  Path path(SpoolName name) {
    return folder.resolve(name.text());
  }

  private static String fileName(Path entry) {
    return String.valueOf(entry.getFileName());
  }
}
