package io.mpm.monitor.proxy;

import java.time.Duration;

/** The defaults, made hasty where a test would have to wait. */
final class TestSettings {

  private TestSettings() {}

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
