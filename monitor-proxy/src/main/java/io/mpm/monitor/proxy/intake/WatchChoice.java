package io.mpm.monitor.proxy.intake;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.WatchService;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The best watch that there is: one that the operating system tells, or else one that looks. */
final class WatchChoice {

  /** Makes what the operating system tells its news to. */
  @FunctionalInterface
  interface Services {
    WatchService make() throws IOException;
  }

  private static final Logger log = LoggerFactory.getLogger(WatchChoice.class);

  private WatchChoice() {}

  static FolderWatch of(Services services, Set<Path> folders) {
    try {
      WatchService service = services.make();
      // Where the system tells nothing the JDK polls, every 10 s; we can do better for one folder.
      if (!service.getClass().getSimpleName().startsWith("Polling")) {
        return new NotifiedWatch(service, folders);
      }
      service.close();
    } catch (IOException e) {
      // Linux gives each user a number of them, and editors take many.
      log.warn("the system tells no news of folders; looking for them by ourselves", e);
    }
    return new PollingWatch(folders);
  }
}
