package io.mpm.monitor.daemon.doctor;

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
import java.util.stream.Stream;

/** Whether our files are this user's alone, and he and his hooks can write theirs. */
record PermissionCheck(HomeOwner owner) implements Check {

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
    Optional<UserPrincipal> stranger = owner.stranger();
    if (stranger.isPresent()) {
      return List.of(othersHome(stranger.get()));
    }
    MonitorHome home = owner.home();
    List<Finding> findings = new ArrayList<>();
    new Room(home.spool())
        .obstacle()
        .ifPresent(
            obstacle ->
                findings.add(
                    unwritable("hooks cannot write events down, and these are lost", obstacle)));
    Stream.of(home.root(), home.run(), home.logs())
        .filter(Files::exists)
        .flatMap(folder -> new Room(folder).obstacle().stream())
        .findFirst()
        .ifPresent(
            obstacle -> findings.add(unwritable("neither monitor nor proxy can start", obstacle)));
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

  private static Finding unwritable(String what, String obstacle) {
    return Finding.problem(
        what + ": " + obstacle,
        "make it a folder that you can write to, or let MPM_MONITOR_HOME name another home");
  }

  /** As after one call with sudo. */
  private Finding othersHome(UserPrincipal stranger) {
    String name = owner.user().map(UserPrincipal::getName).orElse("");
    Path home = owner.home().root();
    return Finding.problem(
        "%s belongs to %s, and you are %s%s"
            .formatted(
                home,
                stranger.getName(),
                name,
                owner.isShut() ? "; nothing in it can be looked at" : ""),
        name.equals("root")
            ? "run this as %s, without sudo".formatted(stranger.getName())
            : "sudo chown -R %s '%s', or let MPM_MONITOR_HOME name another home"
                .formatted(name, home));
  }

  private boolean isOpen(Path path) throws IOException {
    if (Files.isSymbolicLink(path) || owner.strangerWith(path).isPresent()) {
      return true;
    }
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    return view != null && !OWNERS.containsAll(view.readAttributes().permissions());
  }
}
