package io.mpm.monitor.proxy.intake;

import io.mpm.monitor.proxy.counters.AsideReason;
import io.mpm.monitor.proxy.counters.DropReason;
import io.mpm.monitor.proxy.counters.Tally;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that wait, in the order in which their hooks ran. For the loop's thread only.
 *
 * <p>Reading a folder is not atomic: a file that appears meanwhile may be seen or not. So a listing
 * may show a hook's file without that of a hook which ended before it began. Therefore the folder
 * is listed twice, and only files that come no later than the newest of the first listing are given
 * out: whoever ended before one of those began had left its file before the second listing.
 *
 * <p>Each file is looked at once and remembered while it waits. Only those that were incomplete are
 * looked at again, and those that stay behind because {@value #WINDOW} older ones are remembered:
 * memory is bounded whatever the spool holds.
 */
public final class Spool {

  private static final Logger log = LoggerFactory.getLogger(Spool.class);

  private static final int WINDOW = 10_000;

  /** A file that was incomplete, as it was then. */
  private record Unfinished(SpoolFile file, String detail, long sinceNanos) {}

  private final SpoolFolder folder;
  private final SpoolOrder order;
  private final SettledFiles settled;
  private final Duration settle;
  private final Tally tally;
  private final LongSupplier nanoTime;

  private Map<String, SpoolFile> ready = new LinkedHashMap<>();
  private final Map<String, SpoolFile> late = new HashMap<>();
  private final Map<String, Unfinished> unfinished = new LinkedHashMap<>();

  private long waitingBytes;
  private long behind;
  private long behindBytes;

  /**
   * The spool in {@code folder}.
   *
   * @param settle how long an incomplete file must rest before it is set aside
   * @param nanoTime a clock that nobody sets
   */
  public Spool(
      SpoolFolder folder,
      SpoolOrder order,
      Aside aside,
      Duration settle,
      Tally tally,
      LongSupplier nanoTime) {
    this.folder = folder;
    this.order = order;
    this.settled = new SettledFiles(folder, aside);
    this.settle = settle;
    this.tally = tally;
    this.nanoTime = nanoTime;
  }

  /**
   * Looks what is new.
   *
   * @return whether some of it must wait for one more look
   * @throws IOException when the folder cannot be looked at; then nothing was counted
   */
  public boolean refresh() throws IOException {
    Newcomers newcomers = new Newcomers(folder, WINDOW - waiting(), this::isKnown);
    newcomers.look();
    boolean beyond = newcomers.behind() > 0;
    Set<String> first = names(newcomers.taken());
    newcomers.look();
    Map<String, SpoolFile> unfinishedNow = lookAtUnfinished();
    // From here on nothing can fail: whoever looks again must not find half of this look counted.
    behind = newcomers.behind();
    behindBytes = newcomers.behindBytes();
    newcomers.taken().forEach(this::see);
    forgetVanished(newcomers.listedKnown());
    settled.tryAgain(newcomers.listedKnown());

    Map<String, SpoolFile> all = again(unfinishedNow);
    first.addAll(ready.keySet());
    first.addAll(late.keySet());
    all.putAll(ready);
    all.putAll(late);
    newcomers.taken().forEach(file -> all.put(file.name().text(), file));
    giveOut(order.sort(all.values()), beyond ? all.keySet() : first);
    return !late.isEmpty();
  }

  /** The files that can be read now, the oldest first. Changes with every call that settles one. */
  public Collection<SpoolFile> ready() {
    return Collections.unmodifiableCollection(ready.values());
  }

  /** How many files were seen and not settled. */
  public int waiting() {
    return ready.size() + late.size() + unfinished.size();
  }

  /** How many bytes the files have that wait. */
  public long waitingBytes() {
    return waitingBytes;
  }

  /** How many files were too many to be remembered, when we last looked. */
  public long behind() {
    return behind;
  }

  /** How many bytes the files have that are not remembered. */
  public long behindBytes() {
    return behindBytes;
  }

  /** Whether there are files now that {@link #refresh} has never met. */
  public boolean hasStrangers() throws IOException {
    Newcomers newcomers = new Newcomers(folder, WINDOW - waiting(), this::isKnown);
    newcomers.look();
    return newcomers.taken().size() + newcomers.behind() > behind;
  }

  /** Whether some file may still be being written. */
  public boolean hasUnfinished() {
    return !unfinished.isEmpty();
  }

  /** The files that do not wait any more, and that are still there. */
  public SettledFiles settled() {
    return settled;
  }

  /** The daemon holds the event of that file; the caller counts it. */
  public void delivered(SpoolFile file) {
    forget(file);
    settled.delete(file.name());
  }

  /**
   * The event of that file is lost, and counted. The file stays until {@link
   * SettledFiles#delete()}: first the count should be where it outlives us.
   *
   * @param session whose event it was; empty when nobody knows
   */
  void drop(SpoolFile file, DropReason reason, String session) {
    lost(file, reason, session);
    settled.deleteLater(file.name());
  }

  private void lost(SpoolFile file, DropReason reason, String session) {
    forget(file);
    tally.dropped(reason, session, file.time());
  }

  /** That file will never be delivered. */
  public void setAside(SpoolFile file, AsideReason reason, String detail) {
    forget(file);
    if (tally.setAsideFor(reason) == 0) {
      log.warn(
          "set aside {}: {} ({}); more of these are only counted",
          file.name().text(),
          reason,
          detail);
    }
    tally.setAside(reason);
    settled.setAside(file.name(), reason + ": " + detail);
  }

  /**
   * That file is no JSON yet: it waits until it changes, or has rested for long enough to be given
   * up.
   */
  void unfinished(SpoolFile file, String detail) {
    if (ready.remove(file.name().text()) != null) {
      unfinished.put(file.name().text(), new Unfinished(file, detail, nanoTime.getAsLong()));
    }
  }

  /** What reading a file that is ready gave: if it was no event, it is not ready any more. */
  public void read(SpoolFile file, Reading reading) {
    if (reading instanceof Reading.Incomplete incomplete) {
      unfinished(file, incomplete.detail());
    } else if (reading instanceof Reading.Unusable unusable) {
      setAside(file, unusable.reason(), unusable.detail());
    } else if (reading instanceof Reading.Gone) {
      lost(file, DropReason.VANISHED, "");
    }
  }

  /**
   * Looks again at a file that was no JSON: whoever saw it while its hook still wrote saw too
   * little of it. Without this it would be put off, and those that follow in its session would
   * overtake it.
   *
   * @return whether it has changed; then it is ready as it is now, perhaps in another place
   */
  public boolean lookAgain(SpoolFile file) {
    SpoolFile now;
    try {
      now = folder.look(file.name()).orElse(file);
    } catch (IOException e) {
      return false;
    }
    if (now.equals(file) || ready.remove(file.name().text()) == null) {
      return false;
    }
    waitingBytes += now.size() - file.size();
    ready.put(now.name().text(), now);
    Map<String, SpoolFile> sorted = new LinkedHashMap<>();
    order.sort(ready.values()).forEach(each -> sorted.put(each.name().text(), each));
    ready = sorted;
    return true;
  }

  /** Whether that file is among those that can be read now, and is as it was. */
  boolean isReady(SpoolFile file) {
    return file.equals(ready.get(file.name().text()));
  }

  /** The file holds the same event, and only takes another number of bytes. */
  void rewritten(SpoolFile now) {
    resize(ready, now);
    resize(late, now);
  }

  private void resize(Map<String, SpoolFile> files, SpoolFile now) {
    SpoolFile was = files.replace(now.name().text(), now);
    if (was != null) {
      waitingBytes += now.size() - was.size();
    }
  }

  private void see(SpoolFile file) {
    tally.saw();
    waitingBytes += file.size();
  }

  private void giveOut(List<SpoolFile> sorted, Set<String> first) {
    int end = sorted.size();
    while (end > 0 && !first.contains(sorted.get(end - 1).name().text())) {
      end--;
    }
    ready = new LinkedHashMap<>();
    sorted.subList(0, end).forEach(file -> ready.put(file.name().text(), file));
    late.clear();
    sorted.subList(end, sorted.size()).forEach(file -> late.put(file.name().text(), file));
  }

  /** The unfinished files as they are now, as far as they are there. */
  private Map<String, SpoolFile> lookAtUnfinished() throws IOException {
    Map<String, SpoolFile> found = new HashMap<>();
    for (Unfinished was : unfinished.values()) {
      folder.look(was.file().name()).ifPresent(now -> found.put(now.name().text(), now));
    }
    return found;
  }

  /** The unfinished files that have changed; sets aside those that will not any more. */
  private Map<String, SpoolFile> again(Map<String, SpoolFile> unfinishedNow) {
    Map<String, SpoolFile> changed = new HashMap<>();
    for (Unfinished was : List.copyOf(unfinished.values())) {
      SpoolFile now = unfinishedNow.getOrDefault(was.file().name().text(), was.file());
      if (!now.equals(was.file())) {
        unfinished.remove(now.name().text());
        waitingBytes += now.size() - was.file().size();
        changed.put(now.name().text(), now);
      } else if (nanoTime.getAsLong() - was.sinceNanos() >= settle.toNanos()) {
        setAside(was.file(), AsideReason.INCOMPLETE, was.detail());
      }
    }
    return changed;
  }

  private void forgetVanished(Set<String> listed) {
    List<SpoolFile> known = new ArrayList<>(ready.values());
    known.addAll(late.values());
    unfinished.values().forEach(file -> known.add(file.file()));
    for (SpoolFile file : known) {
      if (!listed.contains(file.name().text())) {
        lost(file, DropReason.VANISHED, "");
      }
    }
  }

  private boolean isKnown(String name) {
    return ready.containsKey(name)
        || late.containsKey(name)
        || unfinished.containsKey(name)
        || settled.contains(name);
  }

  private void forget(SpoolFile file) {
    String name = file.name().text();
    boolean waited = ready.remove(name) != null;
    waited |= late.remove(name) != null;
    waited |= unfinished.remove(name) != null;
    if (waited) {
      waitingBytes -= file.size();
    }
  }

  private static Set<String> names(Collection<SpoolFile> files) {
    Set<String> names = new HashSet<>();
    files.forEach(file -> names.add(file.name().text()));
    return names;
  }
}
