package io.mpm.monitor.daemon.system;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;

/** Who runs this process, as the owner of files. */
public final class ProcessUser {

  private ProcessUser() {}

  /** Empty when the system does not say. */
  public static Optional<UserPrincipal> current() {
    Path self = Path.of("/proc/self");
    try {
      // By number: in a container a user may have no name.
      return Optional.of(
          Files.exists(self)
              ? Files.getOwner(self)
              : FileSystems.getDefault()
                  .getUserPrincipalLookupService()
                  .lookupPrincipalByName(System.getProperty("user.name", "")));
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }
}
