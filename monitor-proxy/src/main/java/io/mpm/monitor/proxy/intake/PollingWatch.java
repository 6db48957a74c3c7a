package io.mpm.monitor.proxy.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Looks by itself whether a folder got or lost a file: every 25 ms while things happen, every 200
 * ms once nothing has for a while. A file that only grows is not noticed.
 */
final class PollingWatch implements FolderWatch {

  private static final Duration BUSY = Duration.ofMillis(25);
  private static final Duration IDLE = Duration.ofMillis(200);
  private static final int BUSY_LOOKS = 400;

  private final Set<Path> folders;
  private final Map<Path, FileTime> seen = new HashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private int quietLooks;

  PollingWatch(Set<Path> folders) {
    this.folders = folders;
    changed();
  }

  @Override
  public Set<Path> await(Duration atMost) throws InterruptedException {
    Duration left = atMost;
    Set<Path> changed = changed();
    while (changed.isEmpty() && !left.isNegative() && !left.isZero()) {
      Duration pause = quietLooks < BUSY_LOOKS ? BUSY : IDLE;
      Duration nap = pause.compareTo(left) < 0 ? pause : left;
      if (closed.await(nap.toNanos(), TimeUnit.NANOSECONDS)) {
        return Set.of();
      }
      left = left.minus(nap);
      changed = changed();
    }
    return changed;
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private Set<Path> changed() {
    Set<Path> changed = new HashSet<>();
    for (Path folder : folders) {
      FileTime now = modified(folder);
      if (!now.equals(seen.put(folder, now))) {
        changed.add(folder);
      }
    }
    quietLooks = changed.isEmpty() ? quietLooks + 1 : 0;
    return changed;
  }

  private static FileTime modified(Path folder) {
    try {
      return Files.getLastModifiedTime(folder);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }
}
