package io.mpm.monitor.protocol.home;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Which shape a home's files have, so that an older program does not misread a newer one's. The
 * number goes up with the first program that an older one must not follow; all that came before can
 * be followed by this one.
 */
final class HomeLayout {

  /** What this program writes. */
  static final int CURRENT = 1;

  private HomeLayout() {}

  /**
   * Accepts a home of this shape or an older one, and writes down that it has this one now.
   *
   * @throws IOException when a newer program has used it, or nobody knows who
   */
  static void claim(Path file) throws IOException {
    if (requireKnown(file) < CURRENT) {
      PrivateFiles.write(file, CURRENT + "\n");
    }
  }

  /**
   * Accepts what {@link #claim} does, and changes nothing.
   *
   * @return which shape it has
   * @throws IOException as for {@link #claim}
   */
  static int requireKnown(Path file) throws IOException {
    int found = read(file);
    if (found > CURRENT) {
      throw new FileSystemException(
          file.toString(),
          null,
          "a newer MPM Monitor has used this home (its layout is %d, this program knows %d); update this program, or let MPM_MONITOR_HOME name another home"
              .formatted(found, CURRENT));
    }
    return found;
  }

  private static int read(Path file) throws IOException {
    try {
      return Integer.parseInt(Files.readString(file).strip());
    } catch (NoSuchFileException e) {
      return 0;
    } catch (NumberFormatException e) {
      throw new FileSystemException(
          file.toString(), null, "should hold the number of the home's layout, such as " + CURRENT);
    }
  }
}
