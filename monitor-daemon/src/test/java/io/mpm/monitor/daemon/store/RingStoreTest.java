package io.mpm.monitor.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mpm.monitor.daemon.store.EventStore.Slice;
import java.util.List;
import org.junit.jupiter.api.Test;

class RingStoreTest {

  private static final int JSON_BYTES = 1_000;
  private static final long MANY_BYTES = 1L << 30;

  private static StoredEvent event(long seq) {
    return new StoredEvent(seq, "t" + seq % 2, "s", new byte[JSON_BYTES]);
  }

  private static RingStore filled(long maxBytes, int events) {
    RingStore store = new RingStore(maxBytes);
    for (int seq = 1; seq <= events; seq++) {
      store.append(event(seq));
    }
    return store;
  }

  private static List<Long> seqs(List<StoredEvent> events) {
    return events.stream().map(StoredEvent::seq).toList();
  }

  @Test
  void empty_holdsNothing() {
    RingStore store = new RingStore(1);
    assertThat(store.newest()).isZero();
    assertThat(store.size()).isZero();
    assertThat(store.after(0, 10, MANY_BYTES)).isEqualTo(new Slice(1, List.of()));
  }

  @Test
  void after_givesWhatFollowsUpToTheLimit() {
    RingStore store = filled(MANY_BYTES, 10);
    assertThat(seqs(store.after(4, 3, MANY_BYTES).events())).containsExactly(5L, 6L, 7L);
    assertThat(store.after(10, 3, MANY_BYTES).events()).isEmpty();
  }

  @Test
  void after_isBoundedByBytesButNeverEmptyHanded() {
    RingStore store = filled(MANY_BYTES, 10);
    assertThat(seqs(store.after(0, 10, 2 * JSON_BYTES).events())).containsExactly(1L, 2L);
    assertThat(seqs(store.after(0, 10, 1).events())).containsExactly(1L);
  }

  @Test
  void append_overTheBytes_forgetsTheOldest() {
    RingStore store = filled(5 * (JSON_BYTES + 160), 12);
    assertThat(store.size()).isEqualTo(5);
    Slice slice = store.after(0, 100, MANY_BYTES);
    assertThat(slice.firstHeld()).isEqualTo(8);
    assertThat(seqs(slice.events())).containsExactly(8L, 9L, 10L, 11L, 12L);
  }

  @Test
  void append_oneLargerThanTheBound_isHeldAlone() {
    RingStore store = filled(10, 3);
    assertThat(seqs(store.after(0, 100, MANY_BYTES).events())).containsExactly(3L);
  }

  @Test
  void append_manyMoreThanTheFirstSlots_keepsTheOrder() {
    RingStore store = filled(MANY_BYTES, 5_000);
    List<Long> all = seqs(store.after(0, 10_000, MANY_BYTES).events());
    assertThat(all).hasSize(5_000).isSorted().startsWith(1L).endsWith(5_000L);
  }

  @Test
  void append_outOfOrder_isRefused() {
    RingStore store = filled(MANY_BYTES, 2);
    assertThatThrownBy(() -> store.append(event(5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("seq 5 does not follow 2");
  }

  @Test
  void newest_filtersAndKeepsTheOrder() {
    RingStore store = filled(MANY_BYTES, 10);
    assertThat(seqs(store.newest(3, event -> event.type().equals("t0"))))
        .containsExactly(6L, 8L, 10L);
  }

  @Test
  void streams_differ() {
    assertThat(new RingStore(1).stream()).isNotEqualTo(new RingStore(1).stream());
  }
}
