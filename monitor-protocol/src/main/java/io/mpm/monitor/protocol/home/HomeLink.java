package io.mpm.monitor.protocol.home;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Set;

/**
 * A home that is a symbolic link, as those have it who keep all their settings in one folder. Who
 * could make or change the link could have us work in any folder of its owner; so nobody else must
 * have been able to. {@code mpm-hook} asks the same.
 */
final class HomeLink {

  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private static final Set<PosixFilePermission> OTHERS_WRITE =
      PosixFilePermissions.fromString("----w--w-");

  private HomeLink() {}

  /**
   * The folder that {@code path} leads to, if it is a link; else {@code path} itself.
   *
   * @throws IllegalArgumentException when somebody else may have made the link, or it leads nowhere
   */
  static Path follow(Path path) {
    if (!Files.isSymbolicLink(path)) {
      return path;
    }
    try {
      Path target = path.toRealPath();
      if (!POSIX || isOurs(path, target)) {
        return target;
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(path + " is a link that leads to no folder", e);
    }
    throw new IllegalArgumentException(
        path
            + " is a link: it may be one if it and the folder that it leads to are yours, and only you"
            + " may write where it lies");
  }

  private static boolean isOurs(Path link, Path target) throws IOException {
    Path parent = link.toAbsolutePath().getParent();
    return parent != null
        && Collections.disjoint(Files.getPosixFilePermissions(parent), OTHERS_WRITE)
        && Files.getOwner(link, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(target));
  }
}
