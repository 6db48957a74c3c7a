package io.mpm.monitor.daemon.lifecycle;

import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.ProxyPid;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The proxy of this home, which runs in another process and loses nothing by ending. */
public final class RunningProxy {

  private static final long PATIENCE_SECONDS = 3;

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
    process.destroy();
    try {
      process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
