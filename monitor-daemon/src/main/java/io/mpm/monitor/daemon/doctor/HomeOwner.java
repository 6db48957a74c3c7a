package io.mpm.monitor.daemon.doctor;

import io.mpm.monitor.daemon.system.ProcessUser;
import io.mpm.monitor.protocol.home.MonitorHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;

/**
 * Whose home it is, for somebody who looks at it.
 *
 * @param user who looks; empty when the system does not say
 */
record HomeOwner(MonitorHome home, Optional<UserPrincipal> user) {

  /** For whoever runs this process. */
  static HomeOwner of(MonitorHome home) {
    return new HomeOwner(home, ProcessUser.current());
  }

  /** Who owns it, when it is there and somebody else does. */
  Optional<UserPrincipal> stranger() throws IOException {
    return strangerWith(home.root());
  }

  /** Who owns that path in it, when it is there and somebody else does. */
  Optional<UserPrincipal> strangerWith(Path path) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (user.isEmpty() || view == null || !Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    UserPrincipal owner = view.getOwner();
    return owner.equals(user.get()) ? Optional.empty() : Optional.of(owner);
  }

  /** Whether it is there, and its user may not even look into it. */
  boolean isShut() {
    return Files.isDirectory(home.root())
        && !(Files.isReadable(home.root()) && Files.isExecutable(home.root()));
  }
}
