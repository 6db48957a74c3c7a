package io.mpm.monitor.daemon.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LullTest {

  private final Lull lull = new Lull();

  /** How many of so many looks, all at this much work, begin a lull. */
  private long begins(long work, int looks) {
    return IntStream.range(0, looks).filter(look -> lull.begins(work)).count();
  }

  @Test
  void begins_afterMuchWorkAndRest_once() {
    assertThat(begins(Lull.MUCH, Lull.QUIET_LOOKS)).isZero();
    assertThat(begins(Lull.MUCH, 1)).isOne();
    assertThat(begins(Lull.MUCH, 1_000)).isZero();
  }

  @Test
  void begins_whileWorkGoesOn_never() {
    for (long work = 0; work < 100 * Lull.MUCH; work += Lull.MUCH) {
      assertThat(begins(work, Lull.QUIET_LOOKS)).isZero();
    }
  }

  @Test
  void begins_afterLittleWork_onlyWhenItAddsUp() {
    assertThat(begins(Lull.MUCH - 1, 1_000)).isZero();
    assertThat(begins(Lull.MUCH, 1_000)).isOne();
    assertThat(begins(2 * Lull.MUCH - 1, 1_000)).isZero();
    assertThat(begins(2 * Lull.MUCH, 1_000)).isOne();
  }

  @Test
  void begins_withoutWork_never() {
    assertThat(begins(0, 1_000)).isZero();
  }
}
