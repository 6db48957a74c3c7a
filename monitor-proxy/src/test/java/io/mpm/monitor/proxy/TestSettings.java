package io.mpm.monitor.proxy;

import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.proxy.delivery.DaemonFinder;
import io.mpm.monitor.proxy.lifecycle.Heir;
import io.mpm.monitor.proxy.lifecycle.Program;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The defaults, made hasty where a test would have to wait. */
final class TestSettings {

  /** Nobody has a version newer or older than this one has. */
  static final Program PROGRAM = new Program(Optional.empty(), Optional.empty());

  static final Heir NO_HEIR = () -> {};

  private TestSettings() {}

  /** What a proxy of that home needs, where its environment says nothing. */
  static ProxyConfiguration in(MonitorHome home, ProxySettings settings) {
    return new ProxyConfiguration(settings, new DaemonFinder(home, Map.of()), Optional.empty());
  }

  static ProxySettings idleAfter(Duration idle) {
    ProxySettings defaults = ProxySettings.defaults();
    return new ProxySettings(
        defaults.reading(),
        Duration.ofMillis(300),
        defaults.aside(),
        defaults.caps(),
        defaults.batch(),
        Duration.ofSeconds(2),
        defaults.breaker(),
        Duration.ofMillis(200),
        idle,
        defaults.sanitizer());
  }
}
