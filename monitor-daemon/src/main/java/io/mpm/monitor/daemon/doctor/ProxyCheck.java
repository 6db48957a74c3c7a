package io.mpm.monitor.daemon.doctor;

import io.mpm.monitor.protocol.home.DaemonUrl;
import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.ProxyPid;
import io.mpm.monitor.protocol.home.ProxyRecord;
import io.mpm.monitor.protocol.home.StopRecord;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Whether what the hooks leave is taken on.
 *
 * @param elsewhere where the daemon is, when it is not this home's
 */
record ProxyCheck(MonitorHome home, Optional<DaemonUrl> elsewhere) implements Check {

  @Override
  public String subject() {
    return "proxy";
  }

  @Override
  public List<Finding> run() throws IOException {
    Optional<ProxyPid> alive = ProxyPid.findAlive(home);
    return List.of(
        alive.isPresent()
            ? running(alive.get())
            : StopRecord.read(home.proxyStop())
                .map(ProxyCheck::stopped)
                .orElseGet(() -> Finding.ok("does not run, the next event starts it")));
  }

  private static Finding stopped(StopRecord stop) {
    return stop.refused()
        ? Finding.problem(
            "could not start at %s: %s".formatted(stop.at(), stop.reason()),
            "correct that; then `mpm-hook flush`, or the next event, starts it. Events wait"
                + " until then")
        : Finding.ok(
            "does not run, the next event starts it; it ended %s: %s"
                .formatted(stop.at(), stop.reason()));
  }

  private Finding running(ProxyPid proxy) throws IOException {
    if (proxy.isStopped()) {
      return Finding.stopped(proxy.pid());
    }
    String obstacle = ProxyRecord.read(home).link().obstacle();
    if (obstacle.isEmpty()) {
      return Finding.ok("pid %d, and nothing stands in its way".formatted(proxy.pid()));
    }
    return Finding.warning(
        "pid %d cannot deliver: %s".formatted(proxy.pid(), obstacle),
        elsewhere
            .map(url -> "see to " + url + " and the token for it; `mpm-hook status` tells more")
            .orElse("`mpm-monitord start`, or see what it says of itself in logs/"));
  }
}
