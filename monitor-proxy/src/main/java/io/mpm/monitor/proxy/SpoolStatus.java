package io.mpm.monitor.proxy;

import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.ProxyRecord;
import io.mpm.monitor.proxy.counters.Gaps;
import io.mpm.monitor.proxy.intake.Aside;
import io.mpm.monitor.proxy.intake.SpoolFolder;
import java.io.IOException;
import java.util.LongSummaryStatistics;

/**
 * What is in a home's spool, whether or not a proxy runs.
 *
 * @param waiting files to be delivered
 * @param waitingBytes what those have together
 * @param setAside files that cannot be delivered and are still kept
 * @param dropped events that were lost and that nobody has been told of
 */
public record SpoolStatus(long waiting, long waitingBytes, long setAside, long dropped) {

  /**
   * Whether any file waits to be delivered. Asks the disk, on the caller's thread, and however many
   * wait it looks at the first that does.
   */
  public static boolean isAnyWaiting(MonitorHome home) throws IOException {
    return new SpoolFolder(home.spool()).holdsAny();
  }

  /**
   * Reads the spool's state from the disk, on the caller's thread; all zero when there is no spool.
   */
  public static SpoolStatus of(MonitorHome home) throws IOException {
    SpoolFolder folder = new SpoolFolder(home.spool());
    LongSummaryStatistics sizes = new LongSummaryStatistics();
    folder.forEach(name -> folder.look(name).ifPresent(file -> sizes.accept(file.size())));
    long lost = Gaps.of(ProxyRecord.read(home).gaps()).count();
    return new SpoolStatus(sizes.getCount(), sizes.getSum(), Aside.count(home.aside()), lost);
  }
}
