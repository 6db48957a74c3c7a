package io.mpm.monitor.daemon.doctor;

import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.ProxyPid;
import io.mpm.monitor.protocol.home.StopRecord;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Whether what the hooks leave is taken on. */
record ProxyCheck(MonitorHome home) implements Check {

  @Override
  public String subject() {
    return "proxy";
  }

  @Override
  public List<Finding> run() throws IOException {
    Optional<ProxyPid> alive = ProxyPid.findAlive(home);
    if (alive.isEmpty()) {
      String last =
          StopRecord.read(home.proxyStop())
              .map(stop -> "; it ended %s: %s".formatted(stop.at(), stop.reason()))
              .orElse("");
      return List.of(Finding.ok("does not run, the next event starts it" + last));
    }
    String link = ProxyRecordFile.of(home).link();
    return List.of(
        link.isEmpty()
            ? Finding.ok("pid %d, and nothing stands in its way".formatted(alive.get().pid()))
            : Finding.warning(
                "pid %d cannot deliver: %s".formatted(alive.get().pid(), link),
                "`mpm-monitord start`, or see what it says of itself in logs/"));
  }
}
