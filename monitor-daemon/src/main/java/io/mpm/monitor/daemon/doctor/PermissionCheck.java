package io.mpm.monitor.daemon.doctor;

import io.mpm.monitor.daemon.lifecycle.ProcessUser;
import io.mpm.monitor.protocol.home.MonitorHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether our files are this user's alone, and hooks can write theirs.
 *
 * @param user who runs this; empty when the system does not say
 */
record PermissionCheck(MonitorHome home, Optional<UserPrincipal> user) implements Check {

  private static final Set<PosixFilePermission> OWNERS =
      Set.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  @Override
  public String subject() {
    return "permissions";
  }

  /** For whoever runs this process. */
  static PermissionCheck of(MonitorHome home) {
    return new PermissionCheck(home, ProcessUser.current());
  }

  @Override
  public List<Finding> run() throws IOException {
    Optional<UserPrincipal> stranger = stranger(home.root());
    if (stranger.isPresent()) {
      return List.of(othersHome(stranger.get()));
    }
    List<Finding> findings = new ArrayList<>();
    new SpoolRoom(home)
        .obstacle()
        .ifPresent(
            obstacle ->
                findings.add(
                    Finding.problem(
                        "hooks cannot write events down, and these are lost: " + obstacle,
                        "make it a folder that you can write to, or let MPM_MONITOR_HOME name"
                            + " another home")));
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
    if (!findings.isEmpty()) {
      return findings;
    }
    return List.of(
        Finding.ok(
            Files.exists(home.root())
                ? home.root() + " is its owner's alone"
                : home.root() + " is not there yet"));
  }

  /** As after one call with sudo. */
  private Finding othersHome(UserPrincipal owner) {
    String name = user.map(UserPrincipal::getName).orElse("");
    return Finding.problem(
        "%s belongs to %s, and you are %s".formatted(home.root(), owner.getName(), name),
        name.equals("root")
            ? "run this as %s, without sudo".formatted(owner.getName())
            : "sudo chown -R %s '%s'".formatted(name, home.root()));
  }

  /** Who owns that path, when it is there and somebody else does. */
  private Optional<UserPrincipal> stranger(Path path) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (user.isEmpty() || view == null || !Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    UserPrincipal owner = view.getOwner();
    return owner.equals(user.get()) ? Optional.empty() : Optional.of(owner);
  }

  private boolean isOpen(Path path) throws IOException {
    if (Files.isSymbolicLink(path) || stranger(path).isPresent()) {
      return true;
    }
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    return view != null && !OWNERS.containsAll(view.readAttributes().permissions());
  }
}
