package io.mpm.monitor.protocol.home;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Folders and files that only their owner can open, whatever the umask was. Where the file system
 * knows no such permissions (Windows), the user's profile folder is what protects them.
 */
public final class PrivateFiles {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OWNER_FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<StandardOpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private PrivateFiles() {}

  /**
   * Makes {@code path} a folder of mode 0700, and closes one that was open to others.
   *
   * @throws IOException when it is no folder, is a symbolic link, or belongs to someone else
   */
  public static void directory(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      createFolder(path);
    }
    mustBeFolder(path);
    if (POSIX && !Files.getPosixFilePermissions(path).equals(OWNER_FOLDER)) {
      // Fails for a folder that is not ours, which is what we want.
      Files.setPosixFilePermissions(path, OWNER_FOLDER);
    }
  }

  /**
   * Changes nothing.
   *
   * @throws IOException when {@link #directory} cannot make {@code path} a folder of ours, because
   *     of what is there
   */
  static void requireUsable(Path path) throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      mustBeFolder(path);
      if (!Files.isWritable(path)) {
        throw new FileSystemException(path.toString(), null, "cannot be written to");
      }
    }
  }

  private static void mustBeFolder(Path path) throws IOException {
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileSystemException(
          path.toString(), null, "must be a folder, not a link or a file");
    }
  }

  private static void createFolder(Path folder) throws IOException {
    Path parent = folder.getParent();
    if (parent != null) {
      Files.createDirectories(parent, attributes(OWNER_FOLDER));
    }
    try {
      Files.createDirectory(folder, attributes(OWNER_FOLDER));
    } catch (FileAlreadyExistsException e) {
      // Somebody else was as quick as we were; the caller checks what there is now.
    }
  }

  /**
   * Makes {@code path} a file of mode 0600, empty when there was none, and closes one that was open
   * to others.
   *
   * @throws IOException when it is no regular file, is a symbolic link, or belongs to someone else
   */
  public static void file(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      write(path, "");
    }
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileSystemException(
          path.toString(), null, "must be a file, not a link or a folder");
    }
    restrict(path);
  }

  /**
   * Gives what is at {@code path}, a file or a socket, mode 0600.
   *
   * @throws IOException when it belongs to someone else
   */
  public static void restrict(Path path) throws IOException {
    if (POSIX && !Files.getPosixFilePermissions(path).equals(OWNER_ONLY)) {
      Files.setPosixFilePermissions(path, OWNER_ONLY);
    }
  }

  /**
   * Makes {@code path} a file of mode 0600, and opens it for writing; the caller closes it.
   *
   * @throws FileAlreadyExistsException when there is something already
   */
  public static FileChannel create(Path path) throws IOException {
    return FileChannel.open(path, NEW, attributes(OWNER_ONLY));
  }

  /**
   * As {@link #create(Path)}, with {@code text} in it as UTF-8. When this returns, the text is on
   * the disk; when it fails, a part of it may be.
   */
  public static void create(Path path, String text) throws IOException {
    try (FileChannel channel = create(path)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(false);
    }
  }

  /**
   * Puts {@code text} into a new file of mode 0600 and moves it to {@code path}: readers see the
   * old text or the new one, and it never goes into a file that somebody else made or holds open.
   */
  public static void write(Path path, String text) throws IOException {
    Path fresh = fresh(path);
    try {
      create(fresh, text);
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /**
   * As {@link #write}, but only when there is nothing at {@code path}: of many who try at once, one
   * succeeds, and the others may read what that one wrote.
   *
   * @return whether it was this call
   */
  static boolean writeIfAbsent(Path path, String text) throws IOException {
    Path fresh = fresh(path);
    try {
      create(fresh, text);
      Files.createLink(path, fresh);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /**
   * Whether {@code file} is a plain file that nobody but the owner of its folder has been able to
   * read or write.
   *
   * @throws java.nio.file.NoSuchFileException when there is nothing
   */
  static boolean isPrivate(Path file) throws IOException {
    if (!POSIX) {
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }
    PosixFileAttributes attributes =
        Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return attributes.isRegularFile()
        && OWNER_ONLY.containsAll(attributes.permissions())
        && attributes.owner().equals(Files.getOwner(file.toAbsolutePath().getParent()));
  }

  /** A name that is free; it need be no secret, because what is there already is never opened. */
  private static Path fresh(Path path) {
    String number = Long.toHexString(new SplittableRandom().nextLong());
    return path.resolveSibling(
        "." + path.getFileName() + "." + ProcessHandle.current().pid() + "-" + number);
  }

  private static FileAttribute<?>[] attributes(Set<PosixFilePermission> permissions) {
    return POSIX
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }
}
