package io.mpm.monitor.proxy.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.mpm.monitor.protocol.redaction.Sanitizer;
import io.mpm.monitor.proxy.FakeTime;
import io.mpm.monitor.proxy.SpoolWriter;
import io.mpm.monitor.proxy.counters.Gaps;
import io.mpm.monitor.proxy.counters.Tally;
import io.mpm.monitor.proxy.intake.Aside;
import io.mpm.monitor.proxy.intake.AsideLimits;
import io.mpm.monitor.proxy.intake.EventReader;
import io.mpm.monitor.proxy.intake.ReadLimits;
import io.mpm.monitor.proxy.intake.Spool;
import io.mpm.monitor.proxy.intake.SpoolFolder;
import io.mpm.monitor.proxy.intake.SpoolOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatcherTest {

  private static final Instant TIME = Instant.parse("2026-11-22T23:27:09Z");

  @TempDir private Path folder;
  private final Tally tally = new Tally(new Gaps());
  private SpoolWriter writer;
  private Spool spool;
  private Batcher batcher;

  @BeforeEach
  void makeSpool() throws IOException {
    writer = new SpoolWriter(folder);
    SpoolFolder files = new SpoolFolder(folder);
    spool =
        new Spool(
            files,
            new SpoolOrder(32_768),
            new Aside(folder.resolve("aside"), AsideLimits.defaults(), Optional.empty(), tally),
            Duration.ofSeconds(2),
            tally,
            new FakeTime());
    EventReader reader =
        new EventReader(files, ReadLimits.defaults(), Sanitizer.withDefaults()::sanitize);
    batcher = new Batcher(new Envelope("test", tally), BatchPolicy.defaults(), reader, spool);
  }

  private Optional<OutgoingBatch> next() {
    return batcher.next(BatchPolicy.defaults().events(), Optional.empty());
  }

  private List<Long> pids(OutgoingBatch batch) {
    return batch.files().values().stream().map(file -> file.name().pid()).toList();
  }

  @Test
  void next_fileSeenWhileItWasWritten_isNotOvertakenBySuccessors() throws IOException {
    Path first = writer.event("{\"n\":", TIME);
    writer.event("{\"n\":2}", TIME.plusSeconds(3));
    spool.refresh();
    Files.writeString(first, "{\"n\":1}");
    SpoolWriter.stamp(first, TIME.plusSeconds(1));

    assertThat(pids(next().orElseThrow())).containsExactly(1000L, 1001L);
    assertThat(spool.waitingBytes()).isEqualTo(14);
  }

  @Test
  void next_fileThatTurnsOutToBeYounger_movesToItsPlace() throws IOException {
    Path first = writer.event("", TIME);
    writer.event("{\"n\":2}", TIME.plusSeconds(1));
    spool.refresh();
    Files.writeString(first, "{\"n\":1}");
    SpoolWriter.stamp(first, TIME.plusSeconds(2));

    assertThat(pids(next().orElseThrow())).containsExactly(1001L, 1000L);
  }

  @Test
  void next_fileThatIsHalfAndStaysSo_delaysNobody() throws IOException {
    writer.event("{\"n\":", TIME);
    writer.event("{\"n\":2}", TIME.plusSeconds(1));
    spool.refresh();

    assertThat(pids(next().orElseThrow())).containsExactly(1001L);
    assertThat(spool.hasUnfinished()).isTrue();
  }

  @Test
  void next_fileThatGrewAndIsStillHalf_delaysNobody() throws IOException {
    Path first = writer.event("{", TIME);
    writer.event("{\"n\":2}", TIME.plusSeconds(1));
    spool.refresh();
    Files.writeString(first, "{\"n\":");

    assertThat(pids(next().orElseThrow())).containsExactly(1001L);
    assertThat(tally.waiting()).isEqualTo(2);
  }

  @Test
  void next_nothingReady_isEmpty() throws IOException {
    spool.refresh();
    assertThat(next()).isEmpty();
  }
}
