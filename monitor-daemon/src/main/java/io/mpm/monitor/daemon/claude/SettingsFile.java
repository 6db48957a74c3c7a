package io.mpm.monitor.daemon.claude;

import static java.util.Objects.requireNonNull;

import io.mpm.monitor.protocol.home.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.UUID;

/**
 * A settings file as bytes on a disk. Where a link stands in its place, the link's target is meant,
 * and the link stays. What is written is whole or not there at all.
 */
public final class SettingsFile {

  private static final int MOST_LINKS = 40;

  private final Path named;
  private final Path target;

  private SettingsFile(Path named, Path target) {
    this.named = named;
    this.target = target;
  }

  /**
   * The file of that name. A link says where to go from the folder in which it really lies, and
   * that may be a linked one.
   *
   * @throws IOException when links lead in a circle
   */
  public static SettingsFile at(Path named) throws IOException {
    Path target = named;
    for (int links = 0; Files.isSymbolicLink(target); links++) {
      if (links == MOST_LINKS) {
        throw new FileSystemLoopException(named.toString());
      }
      target = folder(target).toRealPath().resolve(Files.readSymbolicLink(target));
    }
    return new SettingsFile(named, target);
  }

  private static Path folder(Path file) {
    return requireNonNull(file.toAbsolutePath().getParent());
  }

  /** Where it lies, by its name. */
  Path folder() {
    return folder(named);
  }

  public Path path() {
    return named;
  }

  /**
   * What it holds, with a byte order mark if it has one; empty when there is no such file.
   *
   * @throws IOException when it is no file, as a pipe is none, cannot be read or is no UTF-8
   */
  public Optional<String> read() throws IOException {
    try {
      requireRegular();
      byte[] bytes = Files.readAllBytes(target);
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (CharacterCodingException e) {
      throw new FileSystemException(named.toString(), null, "is no UTF-8");
    }
  }

  /** What has no end, or waits for somebody to write, would never be read. */
  private void requireRegular() throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(target, BasicFileAttributes.class);
    if (attributes.isDirectory()) {
      throw new FileSystemException(named.toString(), null, "is a folder and no file");
    }
    if (!attributes.isRegularFile()) {
      throw new FileSystemException(
          named.toString(), null, "is a pipe, a socket or a device and no file");
    }
  }

  /**
   * That it belongs to {@code user}, or would lie in a folder that does: what is written belongs to
   * whoever runs this, and a file of somebody else would be lost to him. Where files have no
   * owners, as on Windows, nothing is required.
   *
   * @throws IOException when it belongs to somebody else; says to whom
   */
  void requireOwner(UserPrincipal user) throws IOException {
    Path there = target;
    while (!Files.exists(there)) {
      there = folder(there);
    }
    PosixFileAttributeView view = Files.getFileAttributeView(there, PosixFileAttributeView.class);
    if (view != null && !view.getOwner().equals(user)) {
      throw othersFile(there, view.getOwner().getName(), user.getName());
    }
  }

  private FileSystemException othersFile(Path there, String owner, String user) {
    String what =
        there.equals(named)
            ? ""
            : (there.equals(target) ? "is a link to %s, which " : "would be made in %s, which ")
                .formatted(there);
    String remedy =
        user.equals("root")
            ? "run this as %s, without sudo".formatted(owner)
            : "it is for %s to run this".formatted(owner);
    return new FileSystemException(
        named.toString(),
        null,
        "%sbelongs to %s, and you are %s; nothing was changed: %s"
            .formatted(what, owner, user, remedy));
  }

  /** Whether nobody but its owner can read it. */
  public boolean isPrivate() throws IOException {
    return FileAccess.of(target).map(FileAccess::isOwnersAlone).orElse(true);
  }

  /**
   * Puts {@code text} in the place of {@code expected}, with the file's own mode and group; a new
   * one is its owner's alone.
   *
   * @param expected what {@link #read} gave
   * @throws IOException when it holds something else by now, or may not be changed
   */
  public void replace(Optional<String> expected, String text) throws IOException {
    requireChangeable();
    Path folder = Files.createDirectories(folder(target));
    Path fresh = folder.resolve("." + target.getFileName() + "." + UUID.randomUUID());
    try {
      exchange(fresh, expected, text);
    } catch (FileSystemException e) {
      throw fresh.toString().equals(e.getFile()) ? notReplaced(e) : e;
    }
  }

  private void exchange(Path fresh, Optional<String> expected, String text) throws IOException {
    Optional<FileAccess> access = FileAccess.of(target);
    try {
      PrivateFiles.create(fresh, text);
      if (access.isPresent()) {
        access.get().give(Files.getFileAttributeView(fresh, PosixFileAttributeView.class));
      }
      requireUnchanged(expected);
      Files.move(
          fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /** That a new file was tried in its folder is our affair; its user asked for this one. */
  private FileSystemException notReplaced(FileSystemException cause) {
    String why = cause.getReason() == null ? "permission denied" : cause.getReason();
    FileSystemException said =
        new FileSystemException(
            named.toString(), null, "cannot be replaced in " + folder(target) + ": " + why);
    said.initCause(cause);
    return said;
  }

  /** Removes it, as long as it holds {@code expected}. */
  public void delete(Optional<String> expected) throws IOException {
    requireChangeable();
    requireUnchanged(expected);
    Files.deleteIfExists(target);
  }

  /**
   * That it may be replaced or removed, as far as can be told beforehand.
   *
   * @throws IOException when it is read-only, or has other names
   */
  void requireChangeable() throws IOException {
    // By its mode: the right to change its folder is not the right to exchange it.
    boolean writable =
        FileAccess.of(target)
                .map(access -> access.mode().contains(PosixFilePermission.OWNER_WRITE))
                .orElse(true)
            && (!Files.exists(target) || Files.isWritable(target));
    if (!writable) {
      throw new FileSystemException(named.toString(), null, "is read-only, and stays as it is");
    }
    int names = names();
    if (names > 1) {
      throw new FileSystemException(
          named.toString(),
          null,
          "has %d names (hard links), and the others would keep the old text; make it a link to one of them with `ln -s`, and it stays one"
              .formatted(names));
    }
  }

  /** How many names lead to it, as far as the system says. */
  private int names() throws IOException {
    boolean isSaid = target.getFileSystem().supportedFileAttributeViews().contains("unix");
    return isSaid
            && Files.exists(target)
            && Files.getAttribute(target, "unix:nlink") instanceof Integer names
        ? names
        : 1;
  }

  private void requireUnchanged(Optional<String> expected) throws IOException {
    if (!read().equals(expected)) {
      throw new FileSystemException(
          named.toString(), null, "was changed by somebody else just now; try again");
    }
  }
}
