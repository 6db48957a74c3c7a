package io.mpm.monitor.proxy.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.mpm.monitor.proxy.intake.SpoolFile;
import io.mpm.monitor.proxy.intake.SpoolName;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SuspicionTest {

  private final Suspicion suspicion = new Suspicion(8);
  private final SpoolFile bad = file("stop.1.bad");
  private final SpoolFile good = file("stop.2.good");

  @Test
  void unanswered_sameEventsGoInEverSmallerBatches() {
    suspicion.unanswered(bad, 8);
    assertThat(suspicion.limit()).as("once is nothing").isEqualTo(8);
    suspicion.unanswered(bad, 8);
    assertThat(suspicion.limit()).isEqualTo(4);
    suspicion.unanswered(bad, 4);
    suspicion.unanswered(bad, 2);

    assertThat(suspicion.limit()).isEqualTo(1);
    assertThat(suspicion.behind()).isEmpty();
  }

  @Test
  void unanswered_otherEventsAreNoSign() {
    for (int i = 0; i < 9; i++) {
      suspicion.unanswered(i % 2 == 0 ? bad : good, 8);
    }
    assertThat(suspicion.limit()).isEqualTo(8);
  }

  @Test
  void answered_batchesGrowAgain() {
    suspect();
    suspicion.answered(bad);
    assertThat(suspicion.limit()).isEqualTo(2);
    suspicion.answered(good);
    suspicion.answered(good);
    suspicion.answered(good);
    assertThat(suspicion.limit()).isEqualTo(8);
  }

  @Test
  void unanswered_aloneWhileOthersAreAnsweredTwiceIsToBlame() {
    suspect();
    assertThat(suspicion.behind()).contains(bad);
    suspicion.answered(good);
    assertThat(suspicion.behind()).isEmpty();
    assertThat(suspicion.unanswered(bad, 1))
        .as("the daemon may have come back just then")
        .isFalse();
    assertThat(suspicion.behind()).contains(bad);
    suspicion.answered(good);

    assertThat(suspicion.unanswered(bad, 1)).isTrue();
    assertThat(suspicion.behind()).isEmpty();
  }

  @Test
  void unanswered_whenNobodyIsAnsweredNobodyIsToBlame() {
    suspect();
    for (int i = 0; i < 50; i++) {
      SpoolFile next = suspicion.behind().isPresent() ? good : bad;
      assertThat(suspicion.unanswered(next, 1)).isFalse();
    }
  }

  @Test
  void nobodyElse_itIsTriedAgain() {
    suspect();
    suspicion.nobodyElse();

    assertThat(suspicion.behind()).isEmpty();
    assertThat(suspicion.unanswered(bad, 1)).isFalse();
  }

  private void suspect() {
    for (int events = 8; events >= 1; events /= 2) {
      suspicion.unanswered(bad, events);
      suspicion.unanswered(bad, events);
    }
  }

  private static SpoolFile file(String name) {
    return new SpoolFile(SpoolName.parse(name).orElseThrow(), Instant.EPOCH, 2);
  }
}
