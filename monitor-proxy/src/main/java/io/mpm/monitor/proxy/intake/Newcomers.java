package io.mpm.monitor.proxy.intake;

import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The oldest of the files that are not known yet, as many as there is room for. The others stay
 * behind: they are counted, and looked at again once there is room.
 */
final class Newcomers {

  private final SpoolFolder folder;
  private final int room;
  private final Predicate<String> known;
  private final Map<String, SpoolFile> taken = new HashMap<>();
  private final TreeSet<SpoolFile> byAge = new TreeSet<>(SpoolOrder.BY_TIME_AND_PID);
  private Set<String> listed = new HashSet<>();
  private long behind;
  private long behindBytes;

  /**
   * @param known tells the names of files that are no newcomers
   */
  Newcomers(SpoolFolder folder, int room, Predicate<String> known) {
    this.folder = folder;
    this.room = room;
    this.known = known;
  }

  /** Lists the folder once and looks at every file that is neither known nor taken already. */
  void look() throws IOException {
    behind = 0;
    behindBytes = 0;
    listed = new HashSet<>();
    folder.forEach(this::meet);
  }

  /** The files that were taken. */
  Collection<SpoolFile> taken() {
    return Collections.unmodifiableCollection(taken.values());
  }

  boolean took(String name) {
    return taken.containsKey(name);
  }

  /** Which known files the last listing showed. */
  Set<String> listedKnown() {
    return listed;
  }

  /** How many files stayed behind at the last listing. */
  long behind() {
    return behind;
  }

  /** How many bytes the files have that stayed behind. */
  long behindBytes() {
    return behindBytes;
  }

  private void meet(SpoolName name) throws IOException {
    if (known.test(name.text())) {
      listed.add(name.text());
    } else if (!took(name.text())) {
      Optional<SpoolFile> file = folder.look(name);
      if (file.isPresent()) {
        take(file.get());
      }
    }
  }

  private void take(SpoolFile file) {
    taken.put(file.name().text(), file);
    byAge.add(file);
    if (byAge.size() > room) {
      SpoolFile newest = byAge.last();
      byAge.remove(newest);
      taken.remove(newest.name().text());
      behind++;
      behindBytes += newest.size();
    }
  }
}
