package io.mpm.monitor.proxy.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.mpm.monitor.protocol.redaction.Sanitizer;
import io.mpm.monitor.proxy.FakeSecrets;
import io.mpm.monitor.proxy.SpoolWriter;
import io.mpm.monitor.proxy.counters.Gaps;
import io.mpm.monitor.proxy.counters.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AsideTest {

  @TempDir Path folder;
  private final Tally tally = new Tally(new Gaps());

  @Test
  void take_beyondTheCountTheOldestGo() throws IOException {
    Aside aside = new Aside(folder, new AsideLimits(2, 1 << 20), Optional.empty(), tally);
    SpoolWriter writer = new SpoolWriter(folder);
    for (int i = 0; i < 4; i++) {
      aside.take(writer.event("x"), "why not");
    }

    assertThat(Aside.count(folder)).isEqualTo(2);
    assertThat(folder.resolve("aside").toFile().list())
        .containsExactlyInAnyOrder(
            "stop.1002.x3", "stop.1002.x3.why", "stop.1003.x4", "stop.1003.x4.why");
    assertThat(tally.toJson().path("aside_deleted").asInt()).isEqualTo(2);
  }

  @Test
  void take_beyondTheBytesTheOldestGo() throws IOException {
    SpoolWriter writer = new SpoolWriter(folder);
    new Aside(folder, new AsideLimits(9, 2000), Optional.empty(), tally)
        .take(writer.event("x".repeat(900)), "1");

    // Another life of the proxy finds what the first one left.
    Aside aside = new Aside(folder, new AsideLimits(9, 2000), Optional.empty(), tally);
    aside.take(writer.event("x".repeat(900)), "2");
    aside.take(writer.event("x".repeat(900)), "3");

    assertThat(Aside.count(folder)).isEqualTo(2);
    assertThat(folder.resolve("aside/stop.1000.x1")).doesNotExist();
  }

  @Test
  void r1_takeKeepsNoSecretOfJsonNorOfAnythingElse() throws IOException {
    Remains remains = new Remains(ReadLimits.defaults(), Sanitizer.withDefaults()::sanitize);
    Aside aside = new Aside(folder, new AsideLimits(9, 1 << 20), Optional.of(remains), tally);
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
    assertThat(Aside.count(folder)).isEqualTo(2);
  }

  @Test
  void take_afterACrashTheUnfinishedFileGoes() throws IOException {
    Path unborn = Files.createDirectories(folder.resolve("aside")).resolve(".stop.1.x.123");
    Files.writeString(unborn, "half");
    assertThat(Aside.count(folder)).isZero();

    new Aside(folder, new AsideLimits(9, 2000), Optional.empty(), tally)
        .take(new SpoolWriter(folder).event("x"), "why");

    assertThat(unborn).doesNotExist();
    assertThat(Aside.count(folder)).isEqualTo(1);
  }

  @Test
  void count_noFolder() throws IOException {
    assertThat(Aside.count(folder)).isZero();
  }
}
