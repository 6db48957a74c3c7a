package io.mpm.monitor.daemon.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LsofListenersTest {

  @Test
  void parse_firstProcess() {
    assertThat(LsofListeners.parse(List.of("p812", "f7", "p813", "f8"))).contains(812L);
  }

  @Test
  void parse_nothing_isEmpty() {
    assertThat(LsofListeners.parse(List.of())).isEmpty();
  }
}
