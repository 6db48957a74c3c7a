package io.mpm.monitor.proxy.intake;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * Waits until something happens in one of a few folders. It is a hint, not a promise: whoever waits
 * looks now and then without one. One thread waits; any may close.
 */
public interface FolderWatch extends AutoCloseable {

  /** Folders that need not exist yet, and may come and go. */
  static FolderWatch of(Path... folders) {
    return WatchChoice.of(FileSystems.getDefault()::newWatchService, Set.of(folders));
  }

  /**
   * Waits for news, at most that long; not at all when that is not positive.
   *
   * @return the folders in which something may have happened since the last call
   */
  Set<Path> await(Duration atMost) throws InterruptedException;

  /** Ends every wait, now and later; what fails there is logged. */
  @Override
  void close();
}
