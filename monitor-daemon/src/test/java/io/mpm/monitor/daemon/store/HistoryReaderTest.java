package io.mpm.monitor.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.mpm.monitor.daemon.store.EventStore.Slice;
import io.mpm.monitor.daemon.store.HistoryReader.Run;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HistoryReaderTest {

  private static Run run(boolean isAll, long... seqs) {
    return new Run(LongStream.of(seqs).mapToObj(EventStoreContract::event).toList(), isAll);
  }

  @Test
  void slice_readBeforeTheOldestWereLetGoOf_hasNoGapBeforeWhatItHas() {
    Slice slice = run(false, 5, 6).slice(4, 900, 500);

    assertThat(slice.firstHeld()).isEqualTo(5);
    assertThat(slice.reached()).isEqualTo(6);
  }

  @Test
  void slice_whatWasNotRead_isHeldNoMore() {
    assertThat(run(true, 7, 9).slice(4, 9, 7)).extracting(Slice::firstHeld).isEqualTo(7L);
    assertThat(run(true).slice(4, 9, 10)).isEqualTo(new Slice(10, 9, List.of()));
  }

  @Test
  void slice_allWasRead_reachesToTheNewest() {
    assertThat(run(true, 5).slice(4, 8, 1).reached()).isEqualTo(8);
    assertThat(run(true, 5, 9).slice(4, 8, 1).reached()).isEqualTo(9);
  }
}
