package io.mpm.monitor.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EventIndexTest {

  private final EventIndex index = new EventIndex();

  private void put(long seq) {
    byte[] json = "x".repeat((int) (seq % 50)).getBytes(StandardCharsets.UTF_8);
    index.put(
        new StoredEvent(seq, "type." + seq % 3, seq % 2 == 0 ? null : "s", json), seq * 1_000);
  }

  private void assertHeld(long seq) {
    assertThat(index.type(seq)).as("%d", seq).isEqualTo("type." + seq % 3);
    assertThat(index.session(seq)).isEqualTo(seq % 2 == 0 ? null : "s");
    assertThat(index.position(seq)).isEqualTo(seq * 1_000);
    assertThat(index.length(seq)).isEqualTo((int) (seq % 50));
  }

  @Test
  void events_staySoWhenTheIndexGrows_whereverItBegins() {
    for (long first : new long[] {1, 1_000, 1_024, 1_025, 5_000_000_123L}) {
      for (long seq = first; seq < first + 5_000; seq++) {
        index.reserve(first, seq);
        put(seq);
      }
      for (long seq = first; seq < first + 5_000; seq++) {
        assertHeld(seq);
        index.remove(seq);
        assertThat(index.type(seq)).isNull();
      }
    }
  }

  @Test
  void reserve_overNumbersThatNobodyPut_holdsNothingThere() {
    for (long seq = 10; seq < 600; seq++) {
      put(seq);
    }
    index.reserve(10, 9_000);

    for (long seq = 10; seq < 600; seq++) {
      assertHeld(seq);
    }
    for (long seq = 600; seq <= 9_000; seq++) {
      assertThat(index.type(seq)).as("%d", seq).isNull();
    }
  }

  @Test
  void names_areKeptOnce() {
    put(1);
    put(4);
    assertThat(index.type(1)).isSameAs(index.type(4));
  }
}
