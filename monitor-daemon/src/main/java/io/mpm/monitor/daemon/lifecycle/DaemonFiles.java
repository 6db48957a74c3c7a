package io.mpm.monitor.daemon.lifecycle;

import io.mpm.monitor.protocol.home.MonitorHome;
import java.nio.file.Path;

/** The files in a home that belong to its daemon. */
public record DaemonFiles(MonitorHome home) {

  /** Locked while a daemon runs. */
  Path lock() {
    return home.run().resolve("daemon.lock");
  }

  Heartbeat heartbeat() {
    return new Heartbeat(home.run().resolve("daemon.alive"));
  }

  Path record() {
    return home.daemonRecord();
  }

  Path stop() {
    return home.daemonStop();
  }

  /** What the daemon logs. Older parts are beside it, {@code daemon.1.log} being the newest. */
  public Path log() {
    return home.logs().resolve("daemon.0.log");
  }

  /** What the daemon's JVM says where nobody looks: its standard output and error. */
  public Path out() {
    return home.logs().resolve("daemon.out");
  }
}
