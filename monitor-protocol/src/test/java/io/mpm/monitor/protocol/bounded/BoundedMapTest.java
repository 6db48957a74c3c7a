package io.mpm.monitor.protocol.bounded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BoundedMapTest {

  @Test
  void byInsertion_forgetsWhatWasPutFirst() {
    Map<String, Integer> map = filled(BoundedMap.byInsertion(2));

    assertThat(map).containsOnlyKeys("b", "c");
  }

  @Test
  void byAccess_forgetsWhatWasReadLongestAgo() {
    Map<String, Integer> map = filled(BoundedMap.byAccess(2));

    assertThat(map).containsOnlyKeys("a", "c");
  }

  @Test
  void room_isAtLeastForOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BoundedMap.byAccess(0))
        .withMessageContaining("0");
  }

  /** Puts a and b, reads a, puts c. */
  private static Map<String, Integer> filled(Map<String, Integer> map) {
    map.put("a", 1);
    map.put("b", 2);
    assertThat(map.get("a")).isEqualTo(1);
    map.put("c", 3);
    return map;
  }
}
