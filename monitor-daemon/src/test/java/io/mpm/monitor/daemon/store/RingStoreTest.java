package io.mpm.monitor.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mpm.monitor.daemon.store.EventStore.Slice;
import java.util.List;
import org.junit.jupiter.api.Test;

class RingStoreTest extends EventStoreContract {

  private static final int COST = event(10).json().length + 20;

  @Override
  EventStore open() {
    return new RingStore(MANY_BYTES);
  }

  private static RingStore filled(long maxBytes, int events) {
    RingStore store = new RingStore(maxBytes);
    fill(store, events);
    return store;
  }

  @Test
  void append_overTheBytes_forgetsTheOldest() {
    RingStore store = filled(5L * COST, 22);
    assertThat(store.size()).isEqualTo(5);
    Slice slice = store.after(0, 100, MANY_BYTES);
    assertThat(slice.firstHeld()).isEqualTo(18);
    assertThat(seqs(slice.events())).containsExactly(18L, 19L, 20L, 21L, 22L);
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
  void forget_thenMore_keepsTheBound() {
    RingStore store = filled(6L * COST, 12);
    store.forget("a").join();
    fill(store, 20);
    assertThat(store.size()).isEqualTo(6);
    assertThat(seqs(store.after(0, 100, MANY_BYTES).events())).startsWith(27L).hasSize(6);
  }

  @Test
  void append_afterMuchWasForgotten_whatIsHeldStaysAsItWas() {
    RingStore store = new RingStore(3 << 20);
    String large = "x".repeat(1 << 20);
    store.append(event(1, "t", "kept", "first"));
    byte[] first = store.after(0, 1, MANY_BYTES).events().get(0).json();
    for (long seq = 2; seq <= 60; seq++) {
      store.append(event(seq, "t", "gone", large));
      store.forget("gone").join();
      Slice held = store.after(0, 100, MANY_BYTES);
      if (!held.events().isEmpty()) {
        assertThat(held.events().get(0).json()).isEqualTo(first);
      }
    }
    assertThat(store.size()).isZero();
  }

  @Test
  void append_largerThanAnyDoorTakes_isRefused() {
    RingStore store = new RingStore(10);
    assertThatThrownBy(() -> store.append(event(1, "t", "s", "x".repeat(17 << 20))))
        .hasMessageContaining("bytes are more than the");
    assertThat(store.next()).isEqualTo(1);
  }

  @Test
  void restore_overHoles_goesOnWhereTheNumberingEnded() {
    RingStore store = new RingStore(MANY_BYTES);
    store.restore(event(7));
    store.restore(event(3_000));
    store.skipTo(3_010);

    assertThat(store.next()).isEqualTo(3_011);
    assertThat(store.after(0, 10, MANY_BYTES).firstHeld()).isEqualTo(7);
    assertThat(seqs(store.after(0, 10, MANY_BYTES).events())).containsExactly(7L, 3_000L);
    fill(store, 1);
    assertThat(seqs(store.after(3_000, 10, MANY_BYTES).events())).containsExactly(3_011L);
  }

  @Test
  void unbroken_thereIsOnlyWhatFollowsWithoutAGap() {
    RingStore store = filled(5L * COST, 22);

    assertThat(store.unbroken(16, 100, MANY_BYTES)).isEmpty();
    assertThat(store.unbroken(17, 2, MANY_BYTES))
        .hasValueSatisfying(slice -> assertThat(seqs(slice.events())).containsExactly(18L, 19L));
    assertThat(store.unbroken(22, 2, MANY_BYTES)).contains(new Slice(18, 22, List.of()));
  }

  @Test
  void streams_differ() {
    assertThat(new RingStore(1).stream()).isNotEqualTo(new RingStore(1).stream());
  }
}
