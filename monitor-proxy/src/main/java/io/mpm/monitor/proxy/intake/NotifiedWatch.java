package io.mpm.monitor.proxy.intake;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Is told by the operating system. */
final class NotifiedWatch implements FolderWatch {

  private static final Logger log = LoggerFactory.getLogger(NotifiedWatch.class);

  private final WatchService service;
  private final Set<Path> folders;
  private final Map<Path, WatchKey> keys = new HashMap<>();

  NotifiedWatch(WatchService service, Set<Path> folders) {
    this.service = service;
    this.folders = folders;
    watchAll();
  }

  @Override
  public Set<Path> await(Duration atMost) throws InterruptedException {
    Set<Path> changed = new HashSet<>();
    try {
      changed.addAll(watchAll());
      long patience = changed.isEmpty() ? Math.max(0, atMost.toNanos()) : 0;
      WatchKey key = service.poll(patience, TimeUnit.NANOSECONDS);
      for (; key != null; key = service.poll()) {
        changed.add(take(key));
      }
    } catch (ClosedWatchServiceException e) {
      // Whoever closed it wants the waiting to end.
    }
    return changed;
  }

  @Override
  public void close() {
    try {
      service.close();
    } catch (IOException e) {
      log.warn("the watch of the folders did not close", e);
    }
  }

  private static Path take(WatchKey key) {
    key.pollEvents();
    key.reset();
    return (Path) key.watchable();
  }

  /** Watches the folders that were not watched, and tells which those are. */
  private Set<Path> watchAll() {
    Set<Path> fresh = new HashSet<>();
    for (Path folder : folders) {
      WatchKey key = keys.get(folder);
      if ((key == null || !key.isValid()) && watch(folder) != null) {
        fresh.add(folder);
      }
    }
    return fresh;
  }

  private @Nullable WatchKey watch(Path folder) {
    try {
      if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        WatchKey key =
            folder.register(
                service,
                StandardWatchEventKinds.ENTRY_CREATE,
                StandardWatchEventKinds.ENTRY_MODIFY);
        keys.put(folder, key);
        return key;
      }
    } catch (IOException e) {
      // Gone between the two looks, or no watches left; the caller looks without being told anyway.
    }
    return null;
  }
}
