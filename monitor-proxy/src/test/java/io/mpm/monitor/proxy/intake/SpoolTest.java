package io.mpm.monitor.proxy.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.mpm.monitor.proxy.FakeTime;
import io.mpm.monitor.proxy.SpoolWriter;
import io.mpm.monitor.proxy.counters.AsideReason;
import io.mpm.monitor.proxy.counters.DropReason;
import io.mpm.monitor.proxy.counters.Gaps;
import io.mpm.monitor.proxy.counters.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {

  private static final Instant TIME = Instant.parse("2026-11-22T23:27:09Z");
  private static final Duration SETTLE = Duration.ofSeconds(2);

  /** One that cannot look at one of its files. */
  private final class FailingFolder extends SpoolFolder {

    FailingFolder() {
      super(folder);
    }

    @Override
    public Optional<SpoolFile> look(SpoolName name) throws IOException {
      if (unreadable.equals(Optional.of(name.text()))) {
        throw new IOException("made up");
      }
      return super.look(name);
    }
  }

  @TempDir Path folder;
  private Optional<String> unreadable = Optional.empty();
  private final FakeTime time = new FakeTime();
  private final Tally tally = new Tally(new Gaps());
  private SpoolWriter writer;
  private Spool spool;

  @BeforeEach
  void makeSpool() throws IOException {
    writer = new SpoolWriter(folder);
    spool =
        new Spool(
            new FailingFolder(),
            new SpoolOrder(32_768),
            new Aside(folder.resolve("aside"), AsideLimits.defaults(), Optional.empty(), tally),
            SETTLE,
            tally,
            time);
  }

  @AfterEach
  void countersAddUp() {
    assertThat(tally.waiting()).as("seen - settled = waiting").isEqualTo(spool.waiting());
  }

  @Test
  void ready_oldestFirst() throws IOException {
    writer.event("{}", TIME.plusSeconds(2));
    writer.event("{}", TIME.plusSeconds(1));
    spool.refresh();

    assertThat(pids()).containsExactly(1001L, 1000L);
    assertThat(spool.waitingBytes()).isEqualTo(4);
  }

  @Test
  void refresh_ignoresWhatIsNotOurs() throws IOException {
    Files.createDirectories(folder.resolve("stop.1.folder"));
    Files.createSymbolicLink(folder.resolve("stop.2.link"), writer.file("else", "{}"));
    Path foreign = writer.file("stop.3.foreign", "{}");
    if (!changeOwner(foreign)) {
      System.out.println("not the superuser: a foreign file cannot be made here");
      Files.delete(foreign);
    }

    assertThat(spool.refresh()).isFalse();
    assertThat(spool.waiting()).isZero();
  }

  @Test
  void refresh_rememberedFilesAreSeenOnce() throws IOException {
    writer.event("{}", TIME);
    spool.refresh();
    spool.refresh();

    assertThat(tally.seen()).isEqualTo(1);
  }

  @Test
  void refresh_oldestFirstWhenTheyAreTooMany() throws IOException {
    int files = 10_500;
    for (int i = files; i > 0; i--) {
      SpoolWriter.stamp(writer.file("stop." + i + ".x", "{}"), TIME.plusMillis(i));
    }
    spool.refresh();

    assertThat(spool.waiting()).isEqualTo(10_000);
    assertThat(spool.behind()).isEqualTo(500);
    assertThat(spool.behindBytes()).isEqualTo(1000);
    assertThat(pids()).isEqualTo(LongStream.rangeClosed(1, 10_000).boxed().toList());
    for (int i = 0; i < 9_990; i++) {
      spool.delivered(oldest());
    }
    tally.acknowledged(9_990, 0);
    spool.refresh();

    assertThat(spool.behind()).isZero();
    assertThat(pids()).isEqualTo(LongStream.rangeClosed(9_991, files).boxed().toList());
    assertThat(tally.seen()).isEqualTo(files);
  }

  @Test
  void refresh_missingFolderIsEmpty() throws IOException {
    Files.delete(folder);

    assertThat(spool.refresh()).isFalse();
  }

  @Test
  void refresh_vanishedFileIsCounted() throws IOException {
    Path file = writer.event("{}", TIME);
    spool.refresh();
    Files.delete(file);
    spool.refresh();

    assertThat(spool.ready()).isEmpty();
    assertThat(tally.dropped()).isEqualTo(1);
    assertThat(spool.waitingBytes()).isZero();
  }

  @Test
  void delivered_fileIsDeleted() throws IOException {
    Path file = writer.event("{}", TIME);
    spool.refresh();
    spool.delivered(oldest());
    tally.acknowledged(1, 0);

    assertThat(file).doesNotExist();
    assertThat(spool.waiting()).isZero();
  }

  @Test
  void unfinished_grownFileComesBack() throws IOException {
    Path file = writer.event("{", TIME);
    spool.refresh();
    spool.unfinished(oldest(), "cut");
    assertThat(spool.ready()).isEmpty();
    Files.writeString(file, "{\"whole\":true}");
    assertThat(spool.refresh()).as("others may have come before its new time").isTrue();
    spool.refresh();

    assertThat(spool.ready()).hasSize(1);
    assertThat(spool.hasUnfinished()).isFalse();
    assertThat(spool.waitingBytes()).isEqualTo(14);
    assertThat(tally.seen()).isEqualTo(1);
  }

  @Test
  void refresh_failureInTheMiddle_countsNothingAndTheNextOneAllOnce() throws IOException {
    Path grown = writer.event("{", TIME);
    Path second = writer.event("{", TIME);
    spool.refresh();
    for (SpoolFile file : List.copyOf(spool.ready())) {
      spool.unfinished(file, "cut");
    }
    Files.writeString(grown, "{\"whole\":true}");
    writer.event("{}", TIME);
    unreadable = Optional.of(second.getFileName().toString());

    assertThatIOException().isThrownBy(() -> spool.refresh());
    assertThat(tally.seen()).isEqualTo(2);
    assertThat(spool.waiting()).isEqualTo(2);
    assertThat(spool.waitingBytes()).isEqualTo(2);

    unreadable = Optional.empty();
    spool.refresh();
    spool.refresh();
    assertThat(tally.seen()).isEqualTo(3);
    assertThat(spool.ready()).hasSize(2);
    assertThat(spool.waitingBytes()).isEqualTo(14 + 1 + 2);
  }

  @Test
  void unfinished_restedFileIsSetAside() throws IOException {
    writer.event("{", TIME);
    spool.refresh();
    spool.unfinished(oldest(), "cut");

    time.pass(SETTLE.minusNanos(1));
    spool.refresh();
    assertThat(spool.waiting()).isEqualTo(1);
    time.pass(Duration.ofNanos(1));
    spool.refresh();

    assertThat(spool.waiting()).isZero();
    assertThat(tally.setAsideFor(AsideReason.INCOMPLETE)).isEqualTo(1);
    assertThat(folder.resolve("aside/stop.1000.x1")).hasContent("{");
    assertThat(folder.resolve("aside/stop.1000.x1.why")).hasContent("INCOMPLETE: cut");
  }

  @Test
  void setAside_whereNothingCanBeMovedTheFileStaysUntilItCan() throws IOException {
    Files.writeString(folder.resolve("aside"), "in the way");
    Path file = writer.event("[]", TIME);
    spool.refresh();
    spool.setAside(oldest(), AsideReason.NO_EVENT, "a list");
    spool.refresh();

    assertThat(file).exists();
    assertThat(spool.waiting()).isZero();
    assertThat(tally.setAside()).isEqualTo(1);

    Files.delete(folder.resolve("aside"));
    spool.refresh();

    assertThat(file).doesNotExist();
    assertThat(folder.resolve("aside/stop.1000.x1")).hasContent("[]");
    assertThat(folder.resolve("aside/stop.1000.x1.why")).hasContent("NO_EVENT: a list");
    assertThat(tally.setAside()).as("counted once").isEqualTo(1);
  }

  @Test
  void drop_isCountedBySession() throws IOException {
    writer.event("{}", TIME);
    writer.event("{}", TIME.plusSeconds(9));
    spool.refresh();
    spool.drop(oldest(), DropReason.FILES, "s");
    spool.drop(oldest(), DropReason.FILES, "s");

    assertThat(tally.gaps().toJson().toString())
        .isEqualTo(
            "[{\"session\":\"s\",\"reason\":\"files\",\"count\":2,\"from\":\"2026-11-22T23:27:09Z\","
                + "\"to\":\"2026-11-22T23:27:18Z\"}]");
  }

  @Test
  void drop_fileIsThereUntilItIsCountedForGood() throws IOException {
    Path file = writer.event("{}", TIME);
    spool.refresh();
    spool.drop(oldest(), DropReason.FILES, "s");

    assertThat(file).exists();
    assertThat(spool.settled().undeleted()).containsExactly(file.getFileName().toString());
    spool.settled().delete();
    assertThat(file).doesNotExist();
    assertThat(spool.settled().undeleted()).isEmpty();
  }

  @Test
  void settled_inheritedIsDeletedAndNotCountedAgain() throws IOException {
    Path file = writer.event("{}", TIME);
    Path outside = Files.writeString(folder.resolve("precious"), "");
    spool.settled().inherit(List.of(file.getFileName().toString(), "precious", "../up", ""));
    spool.refresh();

    assertThat(file).doesNotExist();
    assertThat(outside).exists();
    assertThat(tally.seen()).isZero();
    assertThat(tally.dropped()).isZero();
  }

  private SpoolFile oldest() {
    return spool.ready().iterator().next();
  }

  private List<Long> pids() {
    return spool.ready().stream().map(file -> file.name().pid()).toList();
  }

  private static boolean changeOwner(Path file) {
    try {
      Files.setAttribute(file, "unix:uid", 4711);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
