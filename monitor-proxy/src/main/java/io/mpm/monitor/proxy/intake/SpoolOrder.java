package io.mpm.monitor.proxy.intake;

import io.mpm.monitor.proxy.limits.Range;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Brings spool files into the order in which their hooks ran: by time, then by pid, then by name.
 *
 * <p>The kernel stamps files with the time of its last tick, some 4 ms apart, so hooks that follow
 * each other closely share a time. Their pids still tell: the system hands them out upwards, and
 * starts anew at the end of the range. Among files of one time, pids that lie more than half the
 * range apart have the new start between them, and the high ones come first.
 *
 * @param pidRange how many pids there are
 */
public record SpoolOrder(long pidRange) {

  private static final Path LINUX_PID_RANGE = Path.of("/proc/sys/kernel/pid_max");
  private static final long OTHER_PID_RANGE = 99_999;

  /** The same order without an eye for the end of the range; total. */
  static final Comparator<SpoolFile> BY_TIME_AND_PID =
      Comparator.comparing(SpoolFile::modified)
          .thenComparing(file -> file.name().pid())
          .thenComparing(file -> file.name().text());

  public SpoolOrder {
    Range.check("pid range", pidRange, 2, 1L << 32);
  }

  /** The order on this machine. */
  public static SpoolOrder ofThisMachine() {
    // The kernel gives this file's text to the first read alone, and that must ask for all of it.
    try (BufferedReader file = Files.newBufferedReader(LINUX_PID_RANGE)) {
      return new SpoolOrder(Long.parseLong(String.valueOf(file.readLine()).strip()));
    } catch (IOException | IllegalArgumentException e) {
      return new SpoolOrder(OTHER_PID_RANGE);
    }
  }

  /** The same files, the oldest first. */
  public List<SpoolFile> sort(Collection<SpoolFile> files) {
    List<SpoolFile> sorted = new ArrayList<>(files);
    sorted.sort(BY_TIME_AND_PID);
    int from = 0;
    for (int to = 1; to <= sorted.size(); to++) {
      if (to == sorted.size() || !sameTime(sorted.get(from), sorted.get(to))) {
        unwrap(sorted.subList(from, to));
        from = to;
      }
    }
    return sorted;
  }

  private static boolean sameTime(SpoolFile one, SpoolFile other) {
    return one.modified().equals(other.modified());
  }

  /** At most one step between neighbours can be wider than half the range. */
  private void unwrap(List<SpoolFile> risingPids) {
    for (int i = 1; i < risingPids.size(); i++) {
      long step = risingPids.get(i).name().pid() - risingPids.get(i - 1).name().pid();
      if (step > pidRange / 2) {
        Collections.rotate(risingPids, -i);
        return;
      }
    }
  }
}
