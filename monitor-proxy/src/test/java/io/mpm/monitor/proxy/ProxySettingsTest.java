package io.mpm.monitor.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProxySettingsTest {

  @Test
  void defaults_areInRange() {
    ProxySettings defaults = ProxySettings.defaults();

    assertThat(defaults.idle()).isEqualTo(Duration.ofMinutes(30));
    assertThat(defaults.batch().events()).isEqualTo(256);
    assertThat(defaults.caps().files()).isEqualTo(200_000);
  }

  @Test
  void constructor_namesTheValue() {
    assertThatThrownBy(() -> TestSettings.idleAfter(Duration.ZERO))
        .hasMessage("idle must be in PT1S..PT8760H: PT0S");
  }
}
