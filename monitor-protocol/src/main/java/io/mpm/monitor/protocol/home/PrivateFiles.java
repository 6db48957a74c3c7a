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
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/**
 * Folders and files that only their owner can open, whatever the umask was. Where the file system
 * knows no such permissions (Windows), the user's profile folder is what protects them.
 */
public final class PrivateFiles {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OWNER_FOLDER =
      PosixFilePermissions.fromString("rwx------");
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
      create(path);
    }
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileSystemException(
          path.toString(), null, "must be a folder, not a link or a file");
    }
    if (POSIX && !Files.getPosixFilePermissions(path).equals(OWNER_FOLDER)) {
      // Fails for a folder that is not ours, which is what we want.
      Files.setPosixFilePermissions(path, OWNER_FOLDER);
    }
  }

  private static void create(Path folder) throws IOException {
    Path parent = folder.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
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
    if (POSIX && !Files.getPosixFilePermissions(path).equals(OWNER_ONLY)) {
      Files.setPosixFilePermissions(path, OWNER_ONLY);
    }
  }

  /**
   * Puts {@code text} into a new file of mode 0600 and moves it to {@code path}: readers see the
   * old text or the new one, and it never goes into a file that somebody else made or holds open.
   */
  public static void write(Path path, String text) throws IOException {
    Path fresh = path.resolveSibling("." + path.getFileName() + "." + UUID.randomUUID());
    try {
      try (FileChannel channel =
          FileChannel.open(
              fresh,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              attributes(OWNER_ONLY))) {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(false);
      }
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static FileAttribute<?>[] attributes(Set<PosixFilePermission> permissions) {
    return POSIX
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }
}
