package io.mpm.monitor.daemon.doctor;

import io.mpm.monitor.protocol.home.MonitorHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Whether our files are their owner's alone. */
record PermissionCheck(MonitorHome home) implements Check {

  private static final Set<PosixFilePermission> OWNERS =
      Set.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  @Override
  public String subject() {
    return "permissions";
  }

  @Override
  public List<Finding> run() throws IOException {
    if (!Files.exists(home.root())) {
      return List.of(Finding.ok(home.root() + " is not there yet"));
    }
    List<Finding> findings = new ArrayList<>();
    for (Path path :
        List.of(
            home.root(),
            home.spool(),
            home.run(),
            home.logs(),
            home.token(),
            home.producerToken())) {
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && isOpen(path)) {
        findings.add(
            Finding.problem(
                path + " is open to others", "chmod go-rwx '" + path + "', and it must be yours"));
      }
    }
    return findings.isEmpty()
        ? List.of(Finding.ok(home.root() + " is its owner's alone"))
        : findings;
  }

  private boolean isOpen(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return true;
    }
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    return view != null
        && (!OWNERS.containsAll(view.readAttributes().permissions())
            || !view.getOwner().equals(Files.getOwner(home.root())));
  }
}
