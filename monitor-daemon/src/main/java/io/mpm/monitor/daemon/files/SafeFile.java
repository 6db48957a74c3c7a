package io.mpm.monitor.daemon.files;

import io.mpm.monitor.daemon.files.PathGuard.Place;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Set;

/**
 * Reads a regular file that the guard has resolved, without following a link on the way: what was
 * put in its place since then is refused, not read.
 */
final class SafeFile {

  private static final Set<OpenOption> READ =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

  private final Place place;
  private final long maxBytes;

  /**
   * The file at {@code place}.
   *
   * @param maxBytes a larger file is refused
   */
  SafeFile(Place place, long maxBytes) {
    this.place = place;
    this.maxBytes = maxBytes;
  }

  byte[] read() throws Refused {
    try (DirectoryStream<Path> root = Files.newDirectoryStream(place.root())) {
      return root instanceof SecureDirectoryStream<Path> secure
          ? read(secure, 0)
          : readAndLookAgain();
    } catch (NoSuchFileException e) {
      throw new Refused(404, "File does not exist");
    } catch (IOException e) {
      throw new Refused(403, "Access denied: the file cannot be read");
    }
  }

  /** Goes down a folder at a time, each opened in the one before: no name is looked up twice. */
  private byte[] read(SecureDirectoryStream<Path> folder, int depth) throws IOException, Refused {
    Path name = place.inRoot().getName(depth);
    if (depth < place.inRoot().getNameCount() - 1) {
      try (SecureDirectoryStream<Path> below =
          folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
        return read(below, depth + 1);
      }
    }
    BasicFileAttributes before = attributes(folder, name);
    requireReadable(before);
    try (SeekableByteChannel channel = folder.newByteChannel(name, READ)) {
      // What was opened may be another one by now, and reading it might never end.
      requireSame(before, attributes(folder, name));
      return bytes(channel);
    }
  }

  /** For systems that cannot open below an open folder. */
  private byte[] readAndLookAgain() throws IOException, Refused {
    Path real = place.real();
    BasicFileAttributes before = attributes(real);
    requireReadable(before);
    try (SeekableByteChannel channel = Files.newByteChannel(real, READ)) {
      requireSame(before, attributes(real));
      byte[] bytes = bytes(channel);
      if (!real.toRealPath().equals(real)) {
        throw exchanged();
      }
      return bytes;
    }
  }

  private static BasicFileAttributes attributes(SecureDirectoryStream<Path> folder, Path name)
      throws IOException {
    return folder
        .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .readAttributes();
  }

  private static void requireSame(BasicFileAttributes before, BasicFileAttributes now)
      throws Refused {
    Object key = before.fileKey();
    if (!now.isRegularFile() || (key != null && !key.equals(now.fileKey()))) {
      throw exchanged();
    }
  }

  private static Refused exchanged() {
    return new Refused(403, "Access denied: the file was exchanged");
  }

  private static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private void requireReadable(BasicFileAttributes attributes) throws Refused {
    if (!attributes.isRegularFile()) {
      throw new Refused(403, "Access denied: not a regular file");
    }
    if (attributes.size() > maxBytes) {
      throw tooLarge();
    }
  }

  private byte[] bytes(SeekableByteChannel channel) throws IOException, Refused {
    // It may grow while it is read, and never ends then.
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(maxBytes, channel.size() + 4_096) + 1);
    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
      if (buffer.position() > maxBytes) {
        throw tooLarge();
      }
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  private Refused tooLarge() {
    return new Refused(413, "File too large. Maximum allowed: " + maxBytes + " bytes");
  }
}
