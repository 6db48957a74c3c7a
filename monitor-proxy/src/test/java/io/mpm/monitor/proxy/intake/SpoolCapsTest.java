package io.mpm.monitor.proxy.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.redaction.Sanitizer.Sanitized;
import io.mpm.monitor.proxy.FakeTime;
import io.mpm.monitor.proxy.SpoolWriter;
import io.mpm.monitor.proxy.counters.DropReason;
import io.mpm.monitor.proxy.counters.Gaps;
import io.mpm.monitor.proxy.counters.Tally;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolCapsTest {

  private static final Instant NOW = Instant.parse("2026-11-22T23:27:09Z");
  private static final Duration YOUNG = Duration.ofMinutes(1);

  private final SpoolCaps caps = new SpoolCaps(1024, 3, Duration.ofDays(3));

  @Test
  void dropOldest_withinTheCaps() {
    assertThat(caps.dropOldest(3, 1024, Duration.ofDays(3))).isEmpty();
    assertThat(caps.dropOldest(1, 5, YOUNG.negated())).isEmpty();
  }

  @Test
  void dropOldest_overACap() {
    assertThat(caps.dropOldest(4, 1, YOUNG)).contains(DropReason.FILES);
    assertThat(caps.dropOldest(2, 1025, YOUNG)).contains(DropReason.BYTES);
    assertThat(caps.dropOldest(1, 1, Duration.ofDays(3).plusNanos(1))).contains(DropReason.AGE);
  }

  @Test
  void dropOldest_loneFileStaysWhateverItsSize() {
    assertThat(caps.dropOldest(1, 1 << 30, YOUNG)).isEmpty();
  }

  @Test
  void constructor_namesTheValue() {
    assertThatThrownBy(() -> new SpoolCaps(1024, 0, YOUNG))
        .hasMessage("files of the spool must be in 1..10000000: 0");
  }

  @Test
  void intake_dropsTheOldest(@TempDir Path folder) throws IOException {
    SpoolWriter writer = new SpoolWriter(folder);
    for (int i = 0; i < 5; i++) {
      writer.event("{\"session_id\":\"s" + i + "\"}", NOW.minusSeconds(10 - i));
    }
    Tally tally = new Tally(new Gaps());
    FakeTime time = new FakeTime();
    SpoolFolder spoolFolder = new SpoolFolder(folder);
    Spool spool =
        new Spool(
            spoolFolder,
            new SpoolOrder(100),
            new Aside(folder.resolve("aside"), AsideLimits.defaults(), Optional.empty(), tally),
            Duration.ofSeconds(2),
            tally,
            time);
    EventReader reader = new EventReader(spoolFolder, ReadLimits.defaults(), Sanitized::untouched);
    List<String> written = new ArrayList<>();
    Intake intake =
        new Intake(
            spool,
            caps,
            reader,
            new WatchedTime(Json.object(), caps.age(), Clock.fixed(NOW, ZoneOffset.UTC), time),
            () -> written.addAll(spool.settled().undeleted()),
            time,
            Duration.ofSeconds(1));

    intake.look(0);

    assertThat(spool.waiting()).isEqualTo(3);
    assertThat(tally.dropped()).isEqualTo(2);
    assertThat(tally.waiting()).isEqualTo(3);
    assertThat(written).as("recorded before they were deleted").hasSize(2);
    assertThat(spool.settled().undeleted()).isEmpty();
    assertThat(folder.toFile().list()).hasSize(3).doesNotContainAnyElementsOf(written);
    assertThat(tally.gaps().toJson().findValuesAsText("session")).containsExactly("s0", "s1");
  }
}
