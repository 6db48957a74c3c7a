package io.mpm.monitor.proxy.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpoolOrderTest {

  private static final Instant TICK = Instant.parse("2026-11-22T23:27:09.948Z");

  private final SpoolOrder order = new SpoolOrder(32_768);

  @Test
  void sort_byTimeFirst() {
    assertThat(sorted(file(9, TICK), file(1, TICK.plusMillis(4)), file(20, TICK.minusMillis(4))))
        .containsExactly(20L, 9L, 1L);
  }

  @Test
  void sort_sameTimeByPid() {
    assertThat(sorted(file(12, TICK), file(10, TICK), file(11, TICK)))
        .containsExactly(10L, 11L, 12L);
  }

  @Test
  void sort_sameTimeAcrossTheEndOfThePids() {
    assertThat(sorted(file(3, TICK), file(32_767, TICK), file(301, TICK), file(32_000, TICK)))
        .containsExactly(32_000L, 32_767L, 3L, 301L);
  }

  @Test
  void sort_halfTheRangeIsNoWrap() {
    assertThat(sorted(file(16_385, TICK), file(1, TICK))).containsExactly(1L, 16_385L);
    assertThat(sorted(file(16_386, TICK), file(1, TICK))).containsExactly(16_386L, 1L);
  }

  @Test
  void sort_anyPidsGiveOneOrder() {
    Random random = new Random(7);
    List<SpoolFile> files = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      files.add(file(random.nextInt(32_768), TICK.plusMillis(4L * random.nextInt(3))));
    }
    List<SpoolFile> once = order.sort(files);
    Collections.shuffle(files, random);

    assertThat(order.sort(files)).isEqualTo(once);
  }

  @Test
  void ofThisMachine_hasAllItsPids() {
    assertThat(SpoolOrder.ofThisMachine().pidRange()).isGreaterThan(ProcessHandle.current().pid());
  }

  @Test
  void pidRange_outOfRange() {
    assertThatThrownBy(() -> new SpoolOrder(1))
        .hasMessageContaining("2..")
        .hasMessageEndingWith(": 1");
  }

  private List<Long> sorted(SpoolFile... files) {
    return order.sort(List.of(files)).stream().map(file -> file.name().pid()).toList();
  }

  private int made;

  private SpoolFile file(long pid, Instant time) {
    return new SpoolFile(
        SpoolName.parse("stop." + pid + ".u" + (100_000 + made++)).orElseThrow(), time, 1);
  }
}
