package io.mpm.monitor.proxy;

import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.proxy.counters.ProxyRecord;
import io.mpm.monitor.proxy.intake.Aside;
import io.mpm.monitor.proxy.intake.SpoolFile;
import io.mpm.monitor.proxy.intake.SpoolFolder;
import io.mpm.monitor.proxy.intake.SpoolName;
import java.io.IOException;
import java.util.Optional;

/**
 * What is in a home's spool, whether or not a proxy runs.
 *
 * @param waiting files to be delivered
 * @param waitingBytes what those have together
 * @param setAside files that cannot be delivered and are still kept
 * @param dropped events that were lost and that nobody has been told of
 */
public record SpoolStatus(long waiting, long waitingBytes, long setAside, long dropped) {

  /** Reads it from the disk, on the caller's thread; all zero when there is no spool. */
  public static SpoolStatus of(MonitorHome home) throws IOException {
    SpoolFolder folder = new SpoolFolder(home.spool());
    long files = 0;
    long bytes = 0;
    for (SpoolName name : folder.names().values()) {
      Optional<SpoolFile> file = folder.look(name);
      if (file.isPresent()) {
        files++;
        bytes += file.get().size();
      }
    }
    long lost = ProxyRecord.readGaps(home.proxyRecord()).count();
    return new SpoolStatus(files, bytes, Aside.count(home.spool()), lost);
  }
}
