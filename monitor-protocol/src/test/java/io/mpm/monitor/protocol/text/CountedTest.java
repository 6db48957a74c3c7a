package io.mpm.monitor.protocol.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountedTest {

  @Test
  void oneIsNoPlural() {
    assertThat(Counted.of(1, "event")).isEqualTo("1 event");
    assertThat(Counted.are(1, "hook")).isEqualTo("1 hook is");
    assertThat(Counted.were(1, "file")).isEqualTo("1 file was");
  }

  @Test
  void allOthersAre() {
    assertThat(Counted.of(0, "event")).isEqualTo("0 events");
    assertThat(Counted.are(2, "hook")).isEqualTo("2 hooks are");
    assertThat(Counted.were(1_000, "file")).isEqualTo("1000 files were");
  }
}
