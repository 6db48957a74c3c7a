package io.mpm.monitor.proxy.intake;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Set;

/**
 * Waits until something happens in one of a few folders. It is a hint, not a promise: whoever waits
 * looks by himself now and then. One thread waits; any may close.
 */
public interface FolderWatch extends AutoCloseable {

  /** Folders that need not exist yet, and may come and go. */
  static FolderWatch of(Path... folders) throws IOException {
    WatchService service = FileSystems.getDefault().newWatchService();
    // Where the system tells nothing the JDK polls, every 10 s; we can do better for one folder.
    if (service.getClass().getSimpleName().startsWith("Polling")) {
      service.close();
      return new PollingWatch(Set.of(folders));
    }
    return new NotifiedWatch(service, Set.of(folders));
  }

  /**
   * Waits for news, at most that long; not at all when that is not positive.
   *
   * @return the folders in which something may have happened since the last call
   */
  Set<Path> await(Duration atMost) throws InterruptedException;

  /** Ends every wait, now and later. */
  @Override
  void close();
}
