package io.mpm.monitor.daemon.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepeatedTest {

  @Test
  void count_logHearsOfTheFirstAndOfEachHundredth() {
    Repeated repeated = new Repeated();
    List<Long> heard = new ArrayList<>();

    for (int i = 0; i < 250; i++) {
      repeated.count(heard::add);
    }

    assertThat(heard).containsExactly(1L, 101L, 201L);
    assertThat(repeated.total()).isEqualTo(250);
  }
}
