package io.mpm.monitor.daemon.claude;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.jsonc.JsoncException;
import io.mpm.monitor.daemon.system.ProcessUser;
import io.mpm.monitor.protocol.home.MonitorHome;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Map;
import java.util.Optional;

/** Puts our hooks into one settings file and takes them out again. */
public final class HookInstallation {

  /** What has been done, or would be. */
  public record Outcome(Optional<String> before, Optional<String> after, Optional<Path> backup) {

    /** Whether the file holds something else now. */
    public boolean changed() {
      return !before.equals(after);
    }
  }

  private final SettingsFile file;
  private final Receipt.Book receipts;
  private final Optional<UserPrincipal> user;

  private HookInstallation(SettingsFile file, Receipt.Book receipts, Optional<UserPrincipal> user) {
    this.file = file;
    this.receipts = receipts;
    this.user = user;
  }

  /** For that settings file; what is needed to undo it is kept in {@code home}. */
  public static HookInstallation in(Path settings, MonitorHome home) throws IOException {
    return in(settings, home, ProcessUser.current());
  }

  /** For {@code user}, who is not known everywhere. */
  static HookInstallation in(Path settings, MonitorHome home, Optional<UserPrincipal> user)
      throws IOException {
    return new HookInstallation(SettingsFile.at(settings), new Receipt.Book(home), user);
  }

  /**
   * Does nothing when the file is this user's, as a change requires. Whoever writes something else
   * for the sake of the change asks before.
   *
   * @throws IOException when it belongs to another one, as after {@code sudo}
   */
  public void requireOwner() throws IOException {
    if (user.isPresent()) {
      file.requireOwner(user.get());
    }
  }

  /**
   * Registers these hooks and no others of ours.
   *
   * @param groups a matcher group for each event
   * @param dryRun whether to change nothing and only say what would be
   * @throws IOException when the file is broken, or one that Claude Code skips, with line and
   *     column, or may not be changed
   */
  public Outcome install(Map<String, ObjectNode> groups, boolean dryRun) throws IOException {
    Optional<String> now = file.read();
    Optional<Receipt> receipt = receipts.find(file.path());
    SettingsChange change = checked(() -> SettingsChange.install(now, receipt, groups));
    requireRead(now);
    requireAllowed(change);
    if (dryRun || change.isNone()) {
      return new Outcome(change.now(), change.then(), Optional.empty());
    }
    String then = change.then().orElseThrow();
    // First, so that a file which has our hooks always has its backup.
    boolean madeFolder =
        receipt.map(Receipt::madeFolder).orElseGet(() -> !Files.exists(file.folder()));
    Path backup = receipts.keep(Receipt.of(file.path(), madeFolder, change.before(), then));
    file.replace(change.now(), then);
    return new Outcome(change.now(), change.then(), change.before().map(text -> backup));
  }

  /**
   * Takes out our hooks, however they came in.
   *
   * @throws IOException as for {@link #install}
   */
  public Outcome uninstall(boolean dryRun) throws IOException {
    Optional<String> now = file.read();
    Optional<Receipt> receipt = receipts.find(file.path());
    SettingsChange change = checked(() -> SettingsChange.uninstall(now, receipt));
    requireAllowed(change);
    if (dryRun) {
      return new Outcome(change.now(), change.then(), Optional.empty());
    }
    if (!change.isNone()) {
      write(change, receipt.map(Receipt::madeFolder).orElse(false));
    }
    receipts.remove(file.path());
    return new Outcome(change.now(), change.then(), Optional.empty());
  }

  /** Of a dry run as well: it says what the real one would. */
  private void requireAllowed(SettingsChange change) throws IOException {
    if (!change.isNone()) {
      requireOwner();
      file.requireChangeable();
    }
  }

  private void write(SettingsChange change, boolean madeFolder) throws IOException {
    if (change.then().isPresent()) {
      file.replace(change.now(), change.then().get());
      return;
    }
    file.delete(change.now());
    if (madeFolder && Files.isDirectory(file.folder(), LinkOption.NOFOLLOW_LINKS)) {
      removeIfEmpty(file.folder());
    }
  }

  private static void removeIfEmpty(Path folder) throws IOException {
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      // Others live here too.
    }
  }

  /** Hooks in a file that Claude Code skips would run in no session. */
  private void requireRead(Optional<String> now) throws IOException {
    try {
      SettingsChange.settings(now.orElse("")).requireRead();
    } catch (JsoncException e) {
      throw broken(
          e,
          "Claude Code skips the whole file for that, and no hook in it runs; nothing was changed:"
              + " repair it, and install again");
    }
  }

  @FunctionalInterface
  private interface Attempt {
    SettingsChange make() throws JsoncException;
  }

  private SettingsChange checked(Attempt attempt) throws IOException {
    try {
      return attempt.make();
    } catch (JsoncException e) {
      throw broken(e, "nothing was changed");
    }
  }

  private FileSystemException broken(JsoncException where, String consequence) {
    return new FileSystemException(
        file.path().toString(), null, where.getMessage() + "; " + consequence);
  }
}
