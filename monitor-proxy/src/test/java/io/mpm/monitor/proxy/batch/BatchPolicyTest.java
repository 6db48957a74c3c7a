package io.mpm.monitor.proxy.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BatchPolicyTest {

  private final BatchPolicy policy = new BatchPolicy(3, 2048);

  @Test
  void oneMore_firstGoesWhateverItsSize() {
    assertThat(policy.oneMore(0, 0, 1 << 30).takes()).isTrue();
  }

  @Test
  void oneMore_untilTheEvents() {
    assertThat(policy.oneMore(2, 2, 1).takes()).isTrue();
    assertThat(policy.oneMore(3, 3, 1))
        .isEqualTo(new BatchPolicy.Decision(false, "full: 3 events"));
  }

  @Test
  void oneMore_untilTheBytes() {
    assertThat(policy.oneMore(1, 2000, 48).takes()).isTrue();
    assertThat(policy.oneMore(1, 2000, 49))
        .isEqualTo(new BatchPolicy.Decision(false, "full: 2048 bytes"));
  }

  @Test
  void constructor_namesTheValue() {
    assertThatThrownBy(() -> new BatchPolicy(0, 2048))
        .hasMessage("events of a batch must be in 1..10000: 0");
  }
}
