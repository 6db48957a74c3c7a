package io.mpm.monitor.proxy.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.redaction.Sanitizer;
import io.mpm.monitor.proxy.FakeSecrets;
import io.mpm.monitor.proxy.SpoolWriter;
import io.mpm.monitor.proxy.counters.Gaps;
import io.mpm.monitor.proxy.counters.Tally;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AsideTest {

  @TempDir Path folder;
  private final Tally tally = new Tally(new Gaps());

  @Test
  void take_beyondTheCountTheOldestGo() throws IOException {
    Aside aside = new Aside(asideFolder(), new AsideLimits(2, 1 << 20), Optional.empty(), tally);
    SpoolWriter writer = new SpoolWriter(folder);
    for (int i = 0; i < 4; i++) {
      aside.take(writer.event("x"), "why not");
    }

    assertThat(Aside.count(asideFolder())).isEqualTo(2);
    assertThat(asideFolder().toFile().list())
        .containsExactlyInAnyOrder(
            "stop.1002.x3", "stop.1002.x3.why", "stop.1003.x4", "stop.1003.x4.why");
    assertThat(tally.toJson().path("aside_deleted").asInt()).isEqualTo(2);
  }

  @Test
  void take_beyondTheBytesTheOldestGo() throws IOException {
    SpoolWriter writer = new SpoolWriter(folder);
    new Aside(asideFolder(), new AsideLimits(9, 2000), Optional.empty(), tally)
        .take(writer.event("x".repeat(900)), "1");

    // Another life of the proxy finds what the first one left.
    Aside aside = new Aside(asideFolder(), new AsideLimits(9, 2000), Optional.empty(), tally);
    aside.take(writer.event("x".repeat(900)), "2");
    aside.take(writer.event("x".repeat(900)), "3");

    assertThat(Aside.count(asideFolder())).isEqualTo(2);
    assertThat(folder.resolve("aside/stop.1000.x1")).doesNotExist();
  }

  @Test
  void r1_takeKeepsNoSecretOfJsonNorOfAnythingElse() throws IOException {
    Remains remains = new Remains(ReadLimits.defaults(), Sanitizer.withDefaults()::sanitize);
    Aside aside =
        new Aside(asideFolder(), new AsideLimits(9, 1 << 20), Optional.of(remains), tally);
    SpoolWriter writer = new SpoolWriter(folder);
    String event = FakeSecrets.payload("s");
    Path whole = SpoolWriter.stamp(writer.event(event), Instant.EPOCH.plusSeconds(9));
    aside.take(whole, "REJECTED");
    aside.take(writer.event(event.substring(0, event.length() - 60)), "torn");

    assertThat(whole).doesNotExist();
    Path kept = folder.resolve("aside/stop.1000.x1");
    assertThat(kept).content().contains("\"s\"").contains("[redacted:");
    assertThat(Files.getLastModifiedTime(kept).toInstant()).isEqualTo(Instant.EPOCH.plusSeconds(9));
    assertThat(kept).content().doesNotContain(FakeSecrets.ALL);
    assertThat(folder.resolve("aside/stop.1001.x2")).content().contains("aws configure");
    assertThat(folder.resolve("aside/stop.1001.x2")).content().doesNotContain(FakeSecrets.ALL);
    assertThat(Aside.count(asideFolder())).isEqualTo(2);
  }

  @Test
  void r1_takeOfWhatCannotBeRedactedKeepsOnlyThatItWasThere() throws IOException {
    Remains remains =
        new Remains(
            ReadLimits.defaults(),
            data -> {
              throw new IllegalStateException(Json.text(data));
            });
    Aside aside =
        new Aside(asideFolder(), new AsideLimits(9, 1 << 20), Optional.of(remains), tally);
    SpoolWriter writer = new SpoolWriter(folder);
    String event = FakeSecrets.payload("s");
    Path whole = writer.event(event);
    aside.take(whole, "UNREADABLE");
    aside.take(writer.event("[\"" + FakeSecrets.ALL.get(0) + "\"]"), "NO_EVENT");
    aside.take(
        writer.event("{\"hook_event_name\":\"" + FakeSecrets.ALL.get(0) + "\"}"), "REJECTED");
    aside.take(writer.event(FakeSecrets.ALL.get(1)), "INCOMPLETE");

    assertThat(whole).doesNotExist();
    String reason = "\"reason\":\"could not be redacted: IllegalStateException\"}}";
    assertThat(folder.resolve("aside/stop.1000.x1"))
        .hasContent(
            "{\"hook_event_name\":\"PostToolUse\",\"not_kept\":{\"bytes\":"
                + event.getBytes(StandardCharsets.UTF_8).length
                + ","
                + reason);
    assertThat(folder.resolve("aside/stop.1001.x2"))
        .hasContent("{\"not_kept\":{\"bytes\":24," + reason);
    for (String kept : List.of("stop.1000.x1", "stop.1001.x2", "stop.1002.x3", "stop.1003.x4")) {
      assertThat(asideFolder().resolve(kept))
          .content()
          .endsWith(reason)
          .doesNotContain(FakeSecrets.ALL);
    }
    assertThat(Aside.count(asideFolder())).isEqualTo(4);
  }

  @Test
  void r1_takeOfWhatCannotBeReadLeavesItWhereItIs() throws IOException {
    Remains remains = new Remains(ReadLimits.defaults(), Sanitizer.withDefaults()::sanitize);
    Aside aside =
        new Aside(asideFolder(), new AsideLimits(9, 1 << 20), Optional.of(remains), tally);
    Path elsewhere = Files.writeString(folder.resolve("elsewhere"), FakeSecrets.ALL.get(0));
    Path link = Files.createSymbolicLink(folder.resolve("stop.1.link"), elsewhere);

    assertThatIOException().isThrownBy(() -> aside.take(link, "UNREADABLE"));

    assertThat(link).isSymbolicLink();
    assertThat(Aside.count(asideFolder())).isZero();
  }

  @Test
  void take_afterACrashTheUnfinishedFileGoes() throws IOException {
    Path unborn = Files.createDirectories(asideFolder()).resolve(".stop.1.x.123");
    Files.writeString(unborn, "half");
    assertThat(Aside.count(asideFolder())).isZero();

    new Aside(asideFolder(), new AsideLimits(9, 2000), Optional.empty(), tally)
        .take(new SpoolWriter(folder).event("x"), "why");

    assertThat(unborn).doesNotExist();
    assertThat(Aside.count(asideFolder())).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void take_reasonCannotBeWritten_leavesTheFileWhereItIs(boolean redacting) throws IOException {
    Aside aside = aside(redacting);
    Path file = new SpoolWriter(folder).event("{}");
    inTheWay("stop.1000.x1.why");

    assertThatIOException().isThrownBy(() -> aside.take(file, "why"));

    assertThat(file).hasContent("{}");
    assertThat(Aside.count(asideFolder())).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void take_fileCannotBeMoved_leavesNoReason(boolean redacting) throws IOException {
    Aside aside = aside(redacting);
    Path file = new SpoolWriter(folder).event("{}");
    inTheWay("stop.1000.x1");

    assertThatIOException().isThrownBy(() -> aside.take(file, "why"));

    assertThat(file).hasContent("{}");
    assertThat(folder.resolve("aside/stop.1000.x1.why")).doesNotExist();
  }

  @Test
  void take_oldestCannotBeDeleted_isTakenAndTheOldestGoesLater() throws IOException {
    Aside aside = new Aside(asideFolder(), new AsideLimits(1, 1 << 20), Optional.empty(), tally);
    SpoolWriter writer = new SpoolWriter(folder);
    aside.take(writer.event("1"), "why");
    Path oldest = folder.resolve("aside/stop.1000.x1");
    Files.delete(oldest);
    Path inTheWay = inTheWay("stop.1000.x1");
    aside.take(writer.event("2"), "why");

    assertThat(folder.resolve("aside/stop.1001.x2")).hasContent("2");
    assertThat(tally.toJson().path("aside_deleted").asInt()).isZero();

    Files.delete(inTheWay);
    aside.take(writer.event("3"), "why");
    assertThat(oldest).doesNotExist();
    assertThat(asideFolder().toFile().list())
        .containsExactlyInAnyOrder("stop.1002.x3", "stop.1002.x3.why");
    assertThat(tally.toJson().path("aside_deleted").asInt()).isEqualTo(2);
  }

  /** As does one that is deleted between the two looks: there is a name, and nothing behind it. */
  @Test
  void nameWithNothingBehindIt_isPassedOver() throws IOException {
    Path aside = Files.createDirectories(asideFolder());
    Files.createSymbolicLink(aside.resolve("stop.1.gone"), folder.resolve("nothing"));
    assertThat(Aside.count(asideFolder())).isZero();

    aside(false).take(new SpoolWriter(folder).event("x"), "why");

    assertThat(Aside.count(asideFolder())).isEqualTo(1);
  }

  @Test
  void take_afterACrashTheReasonWithoutAFileGoes() throws IOException {
    aside(false).take(new SpoolWriter(folder).file("stop.1.there", "x"), "why");
    Path alone = Files.writeString(folder.resolve("aside/stop.2.alone.why"), "why");

    aside(false).take(new SpoolWriter(folder).file("stop.3.next", "x"), "why");

    assertThat(alone).doesNotExist();
    assertThat(folder.resolve("aside/stop.1.there.why")).exists();
  }

  private Aside aside(boolean redacting) {
    Remains remains = new Remains(ReadLimits.defaults(), Sanitizer.withDefaults()::sanitize);
    return new Aside(
        asideFolder(),
        new AsideLimits(9, 1 << 20),
        redacting ? Optional.of(remains) : Optional.empty(),
        tally);
  }

  /** A folder of that name in the folder, which no file can replace; gives what keeps it there. */
  private Path inTheWay(String name) throws IOException {
    return Files.createFile(Files.createDirectories(asideFolder().resolve(name)).resolve("x"));
  }

  @Test
  void count_noFolder() throws IOException {
    assertThat(Aside.count(asideFolder())).isZero();
  }

  private Path asideFolder() {
    return folder.resolve("aside");
  }
}
