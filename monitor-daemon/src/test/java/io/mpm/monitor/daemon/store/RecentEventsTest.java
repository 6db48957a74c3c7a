package io.mpm.monitor.daemon.store;

import static io.mpm.monitor.daemon.store.EventStoreContract.MANY_BYTES;
import static io.mpm.monitor.daemon.store.EventStoreContract.event;
import static io.mpm.monitor.daemon.store.EventStoreContract.seqs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecentEventsTest {

  @TempDir Path folder;
  private HistoryWriter writer;
  private HistoryReader reader;
  private RecentEvents recent;

  @BeforeEach
  void open() throws Exception {
    HistoryFile file = new HistoryFile(folder.resolve("test.db"));
    Retention keepAll = new Retention(MANY_BYTES, Duration.ofDays(30));
    writer = new HistoryWriter(file.openToWrite(), keepAll, new TestClock().toSettle());
    reader = new HistoryReader(file);
    recent = new RecentEvents(reader, MANY_BYTES);
  }

  @AfterEach
  void close() throws Exception {
    reader.close();
    writer.close();
  }

  private List<Long> held() {
    return seqs(recent.memory().after(0, 100, MANY_BYTES).events());
  }

  @Test
  void readAnew_someWereMissed_goesOnAfterWhatIsInTheFile() throws Exception {
    writer.insert(List.of(event(1), event(2), event(3)));
    recent.kept(List.of(event(1)));
    assertThatThrownBy(() -> recent.kept(List.of(event(3))))
        .isInstanceOf(IllegalArgumentException.class);

    recent.readAnew();

    assertThat(held()).containsExactly(1L, 2L, 3L);
    assertThat(recent.size()).isEqualTo(3);
    writer.insert(List.of(event(4)));
    recent.kept(List.of(event(4)));
    assertThat(held()).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void readAnew_whatWasForgotten_isNotThere() throws Exception {
    writer.insert(List.of(event(1), event(2)));
    recent.kept(List.of(event(1), event(2)));
    writer.forget("b", gone -> {});

    recent.readAnew();

    assertThat(held()).containsExactly(1L);
    assertThat(recent.memory().next()).isEqualTo(3);
    assertThat(recent.size()).isEqualTo(1);
  }
}
