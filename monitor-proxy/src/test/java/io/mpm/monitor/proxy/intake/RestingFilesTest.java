package io.mpm.monitor.proxy.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.mpm.monitor.protocol.redaction.Sanitizer;
import io.mpm.monitor.proxy.FakeSecrets;
import io.mpm.monitor.proxy.FakeTime;
import io.mpm.monitor.proxy.SpoolWriter;
import io.mpm.monitor.proxy.counters.Gaps;
import io.mpm.monitor.proxy.counters.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestingFilesTest {

  private static final Instant NOW = Instant.parse("2026-11-22T23:27:09.948933127Z");

  @TempDir Path folder;
  private final FakeTime time = new FakeTime();
  private final Tally tally = new Tally(new Gaps());
  private SpoolWriter writer;
  private SpoolFolder files;
  private EventReader reader;
  private Spool spool;
  private RestingFiles resting;

  @BeforeEach
  void makeSpool() throws IOException {
    writer = new SpoolWriter(folder);
    files = new SpoolFolder(folder);
    reader = new EventReader(files, ReadLimits.defaults(), Sanitizer.withDefaults()::sanitize);
    spool =
        new Spool(
            files,
            new SpoolOrder(100),
            new Aside(folder.resolve("aside"), AsideLimits.defaults(), Optional.empty(), tally),
            Duration.ofSeconds(2),
            tally,
            time);
    resting = anew();
  }

  @Test
  void r1_secretsDoNotRestAndTheEventStaysTheSame() throws Exception {
    Path file = writer.event(FakeSecrets.payload("s"), NOW.minusSeconds(4));
    spool.refresh();
    SpoolFile before = spool.ready().iterator().next();
    Reading.Complete raw = (Reading.Complete) reader.read(before);

    sweep();

    assertThat(file).content().contains("[redacted:").doesNotContain(FakeSecrets.ALL);
    SpoolFile after = spool.ready().iterator().next();
    assertThat(after.modified()).as("to the nanosecond").isEqualTo(before.modified());
    assertThat(after.eventId()).isEqualTo(before.eventId());
    assertThat(spool.waitingBytes()).isEqualTo(Files.size(file));
    assertThat(((Reading.Complete) reader.read(after)).text()).isEqualTo(raw.text());
    assertThat(spool.refresh()).isFalse();
    assertThat(spool.ready()).containsExactly(after);
    assertThat(tally.toJson().path("redacted").size()).isGreaterThan(3);
    assertThat(folder.resolve(".rewriting")).doesNotExist();
  }

  @Test
  void look_youngFilesAreLeftUntilTheyRest() throws Exception {
    Path file = writer.event(FakeSecrets.payload("s"), NOW.minusMillis(2_900));
    sweep();
    assertThat(file).content().isEqualTo(FakeSecrets.payload("s"));

    SpoolWriter.stamp(file, NOW.minusMillis(3_000));
    assertThat(resting.rest()).isEqualTo(Duration.ofSeconds(1));
    time.pass(Duration.ofSeconds(1));
    sweep();

    assertThat(file).content().doesNotContain(FakeSecrets.ALL);
  }

  @Test
  void lookForTheLastTime_youngFilesAreRewrittenToo() throws Exception {
    Path file = writer.event(FakeSecrets.payload("s"), NOW);
    Path half = writer.file("stop.1.half", "{\"half");
    sweep();

    resting.lookForTheLastTime();

    assertThat(file).content().contains("[redacted:").doesNotContain(FakeSecrets.ALL);
    assertThat(Files.getLastModifiedTime(file).toInstant()).isEqualTo(NOW);
    assertThat(half).content().isEqualTo("{\"half");
  }

  @Test
  void p11_clockSetBack_timesAheadAreAsOld() throws Exception {
    Path file = writer.event(FakeSecrets.payload("s"), NOW.plusSeconds(3600));
    sweep();

    assertThat(file).content().doesNotContain(FakeSecrets.ALL);
    assertThat(Files.getLastModifiedTime(file).toInstant()).isEqualTo(NOW.plusSeconds(3600));
  }

  @Test
  void look_filesWithoutSecretsAreNotWrittenAnew() throws Exception {
    Path file = writer.event("{ \"n\": 1 }", NOW.minusSeconds(9));
    sweep();

    assertThat(file).content().isEqualTo("{ \"n\": 1 }");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("r--------");
  }

  @Test
  void look_enormousFileIsRewrittenSmall() throws Exception {
    Path file =
        writer.event(
            "{\"a\":\"" + "x".repeat(2 << 20) + FakeSecrets.ALL.get(0) + "\"}",
            NOW.minusSeconds(9));
    sweep();

    assertThat(Files.size(file)).isLessThan(100_000);
    assertThat(file).content().doesNotContain(FakeSecrets.ALL);
  }

  @Test
  void look_anotherLifeDoesNotReadItAgainAndNothingChanges() throws Exception {
    Path file = writer.event(FakeSecrets.payload("s"), NOW.minusSeconds(9));
    sweep();
    String once = Files.readString(file);
    // Even where the mark was lost the second time changes nothing.
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    resting = anew();
    sweep();

    assertThat(file).content().isEqualTo(once);
    assertThat(files.isMarked(SpoolName.parse("stop.1000.x1").orElseThrow())).isTrue();
  }

  @Test
  void look_whatIsNoEventIsSetAsideThoughNobodyAsksForIt() throws Exception {
    writer.event("[1]", NOW.minusSeconds(9));
    writer.event("{\"half", NOW.minusSeconds(9));
    spool.refresh();
    sweep();
    time.pass(Duration.ofSeconds(2));
    spool.refresh();

    assertThat(Aside.count(folder.resolve("aside"))).isEqualTo(2);
    assertThat(tally.waiting()).isEqualTo(spool.waiting()).isZero();
  }

  @Test
  void look_halfFilesAndForeignOnesAreLeftAlone() throws Exception {
    Path half = writer.file("stop.1.half", "{\"a\":\"" + FakeSecrets.ALL.get(0));
    Path foreign = writer.file("README", FakeSecrets.ALL.get(0));
    Path link = Files.createSymbolicLink(folder.resolve("stop.2.link"), foreign);
    SpoolWriter.stamp(half, NOW.minusSeconds(9));
    sweep();

    assertThat(half).content().contains(FakeSecrets.ALL.get(0));
    assertThat(foreign).content().isEqualTo(FakeSecrets.ALL.get(0));
    assertThat(link).isSymbolicLink();
  }

  @Test
  void p8_cannotWrite_theOriginalStaysAndIsRewrittenLater() throws Exception {
    // A folder of that name, with something in it, is in the way like a full disk.
    Path inTheWay = Files.createDirectories(folder.resolve(".rewriting/full"));
    Path file = writer.event(FakeSecrets.payload("s"), NOW.minusSeconds(9));
    sweep();
    assertThat(file).content().isEqualTo(FakeSecrets.payload("s"));
    assertThat(resting.rest()).isEqualTo(Duration.ofSeconds(10));

    Files.delete(inTheWay);
    time.pass(Duration.ofSeconds(10));
    sweep();

    assertThat(file).content().doesNotContain(FakeSecrets.ALL);
  }

  @Test
  void p6_crashInTheMiddle_theUnfinishedFileGoes() throws Exception {
    Path unborn = writer.file(".rewriting", "half");
    spool.refresh();
    assertThat(spool.waiting()).as("nobody takes it for an event").isZero();
    sweep();

    assertThat(unborn).doesNotExist();
  }

  @Test
  void look_withoutNewsThereIsNoWork() throws Exception {
    sweep();
    assertThat(resting.rest()).isGreaterThan(Duration.ofSeconds(20));

    resting.changed();
    assertThat(resting.rest()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void look_folderGone() throws Exception {
    Files.delete(folder);
    sweep();

    assertThat(resting.rest()).isGreaterThan(Duration.ofSeconds(20));
  }

  private RestingFiles anew() {
    return new RestingFiles(files, reader, spool, tally, Clock.fixed(NOW, ZoneOffset.UTC), time);
  }

  private void sweep() {
    do {
      resting.look();
    } while (resting.rest().isZero());
  }
}
