package io.mpm.monitor.proxy.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Files of the spool whose event is done with and counted, and that are still there: to be deleted,
 * or to be set aside. What fails is tried again later, for a full disk has room some day. For the
 * loop's thread only.
 */
public final class SettledFiles {

  /** A file that is counted as set aside, and lies where it lay. */
  private record Unmoved(SpoolName name, String why) {}

  private final SpoolFolder folder;
  private final Aside aside;
  private final Map<String, SpoolName> undeleted = new HashMap<>();
  private final Map<String, Unmoved> unmoved = new HashMap<>();

  SettledFiles(SpoolFolder folder, Aside aside) {
    this.folder = folder;
    this.aside = aside;
  }

  /** The names of the files that are to be deleted. */
  public List<String> undeleted() {
    return undeleted.keySet().stream().sorted().toList();
  }

  /**
   * Takes on what {@link #undeleted} named in an earlier life. Names that are none of a spool file
   * are left out.
   */
  public void inherit(Collection<String> names) {
    names.stream().flatMap(name -> SpoolName.parse(name).stream()).forEach(this::deleteLater);
  }

  /** Whether the file of that name is one of them. */
  boolean contains(String name) {
    return undeleted.containsKey(name) || unmoved.containsKey(name);
  }

  /** Keeps the file until {@link #delete()}. */
  void deleteLater(SpoolName name) {
    undeleted.put(name.text(), name);
  }

  /** Deletes the file, now or as soon as that can be done. */
  void delete(SpoolName name) {
    try {
      Files.deleteIfExists(folder.path(name));
      undeleted.remove(name.text());
    } catch (IOException e) {
      deleteLater(name);
    }
  }

  /** Deletes all that are to be deleted, as far as possible. */
  void delete() {
    List.copyOf(undeleted.values()).forEach(this::delete);
  }

  /** Moves the file to those that are set aside, now or as soon as that can be done. */
  void setAside(SpoolName name, String why) {
    move(new Unmoved(name, why));
  }

  /**
   * Tries again what failed, and forgets the files that somebody else took away.
   *
   * @param there the names of those that are still there
   */
  void tryAgain(Set<String> there) {
    undeleted.keySet().retainAll(there);
    unmoved.keySet().retainAll(there);
    delete();
    List.copyOf(unmoved.values()).forEach(this::move);
  }

  private void move(Unmoved file) {
    try {
      aside.take(folder.path(file.name()), file.why());
      unmoved.remove(file.name().text());
    } catch (IOException e) {
      unmoved.put(file.name().text(), file);
    }
  }
}
