package io.mpm.monitor.daemon.lifecycle;

import io.mpm.monitor.daemon.system.Poll;
import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.ProcessIdentity;
import io.mpm.monitor.protocol.home.ProxyPid;
import java.time.Duration;
import java.util.Optional;

/** The proxy of this home, which runs in another process and loses nothing by ending. */
public final class RunningProxy {

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final ProcessHandle process;

  private RunningProxy(ProcessHandle process) {
    this.process = process;
  }

  /** The proxy that runs now, if there is one. */
  public static Optional<RunningProxy> find(MonitorHome home) {
    return ProxyPid.findAlive(home).flatMap(ProxyPid::process).map(RunningProxy::new);
  }

  /**
   * Ends it in order; by force when it takes more than 3 s. What it had not delivered lies in the
   * spool.
   */
  public void end() {
    end(PATIENCE);
  }

  void end(Duration patience) {
    ProcessIdentity running = ProcessIdentity.of(process);
    process.destroy();
    try {
      // Java's own wait is for the parent to ask for it, which in a container nobody may do.
      if (!Poll.until(() -> !running.isAlive(), patience)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
