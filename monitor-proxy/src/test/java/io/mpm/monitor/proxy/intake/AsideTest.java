package io.mpm.monitor.proxy.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.mpm.monitor.proxy.SpoolWriter;
import io.mpm.monitor.proxy.counters.Gaps;
import io.mpm.monitor.proxy.counters.Tally;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AsideTest {

  @TempDir Path folder;
  private final Tally tally = new Tally(new Gaps());

  @Test
  void take_beyondTheCountTheOldestGo() throws IOException {
    Aside aside = new Aside(folder, new AsideLimits(2, 1 << 20), tally);
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
    new Aside(folder, new AsideLimits(9, 2000), tally).take(writer.event("x".repeat(900)), "1");

    // Another life of the proxy finds what the first one left.
    Aside aside = new Aside(folder, new AsideLimits(9, 2000), tally);
    aside.take(writer.event("x".repeat(900)), "2");
    aside.take(writer.event("x".repeat(900)), "3");

    assertThat(Aside.count(folder)).isEqualTo(2);
    assertThat(folder.resolve("aside/stop.1000.x1")).doesNotExist();
  }

  @Test
  void count_noFolder() throws IOException {
    assertThat(Aside.count(folder)).isZero();
  }
}
