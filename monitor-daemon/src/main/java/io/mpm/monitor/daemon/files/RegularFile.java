package io.mpm.monitor.daemon.files;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/**
 * Opens regular files whose paths were resolved before, without following a link on the way: what
 * was put in their place since then is refused.
 */
public final class RegularFile {

  private static final Set<OpenOption> READ =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

  private RegularFile() {}

  /** What lies there is no regular file, or not the one that lay there a moment ago. */
  public static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedException(String reason) {
      super(reason);
    }
  }

  /**
   * Opens a file for reading.
   *
   * @param root a real folder
   * @param inRoot the real path below it
   * @throws RefusedException when it is no regular file
   * @throws IOException when it is not there or cannot be read
   */
  public static SeekableByteChannel open(Path root, Path inRoot) throws IOException {
    try (DirectoryStream<Path> folder = Files.newDirectoryStream(root)) {
      return folder instanceof SecureDirectoryStream<Path> secure
          ? open(secure, inRoot, 0)
          : openAndLookAgain(root.resolve(inRoot));
    }
  }

  /** Goes down a folder at a time, each opened in the one before: no name is looked up twice. */
  private static SeekableByteChannel open(
      SecureDirectoryStream<Path> folder, Path inRoot, int depth) throws IOException {
    Path name = inRoot.getName(depth);
    if (depth < inRoot.getNameCount() - 1) {
      try (SecureDirectoryStream<Path> below =
          folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
        return open(below, inRoot, depth + 1);
      }
    }
    return openSame(() -> attributes(folder, name), () -> folder.newByteChannel(name, READ));
  }

  /** For systems that cannot open below an open folder. */
  private static SeekableByteChannel openAndLookAgain(Path real) throws IOException {
    return openSame(() -> attributesUnlinked(real), () -> Files.newByteChannel(real, READ));
  }

  /** What was opened may be another file than the one looked at, and reading it might never end. */
  private static SeekableByteChannel openSame(
      Access<BasicFileAttributes> look, Access<SeekableByteChannel> open) throws IOException {
    BasicFileAttributes before = look.go();
    requireRegular(before);
    SeekableByteChannel channel = open.go();
    try {
      Object key = before.fileKey();
      BasicFileAttributes now = look.go();
      if (!now.isRegularFile() || (key != null && !key.equals(now.fileKey()))) {
        throw exchanged();
      }
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private interface Access<T> {
    T go() throws IOException;
  }

  private static RefusedException exchanged() {
    return new RefusedException("the file was exchanged");
  }

  private static BasicFileAttributes attributes(SecureDirectoryStream<Path> folder, Path name)
      throws IOException {
    return folder
        .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .readAttributes();
  }

  private static BasicFileAttributes attributesUnlinked(Path real) throws IOException {
    if (!real.toRealPath().equals(real)) {
      throw exchanged();
    }
    return Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private static void requireRegular(BasicFileAttributes attributes) throws RefusedException {
    if (!attributes.isRegularFile()) {
      throw new RefusedException("not a regular file");
    }
  }
}
