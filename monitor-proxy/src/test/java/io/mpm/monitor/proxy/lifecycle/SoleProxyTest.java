package io.mpm.monitor.proxy.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.mpm.monitor.protocol.home.MonitorHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoleProxyTest {

  @TempDir Path folder;
  private MonitorHome home;

  @BeforeEach
  void makeHome() throws IOException {
    home = new MonitorHome(folder.resolve("home"));
    home.prepare();
  }

  @Test
  void claim_writesPidAndStart() throws IOException {
    try (SoleProxy sole = SoleProxy.claim(home).orElseThrow()) {
      String entry = Files.readString(home.proxyPid()).strip();
      assertThat(entry).matches(ProcessHandle.current().pid() + " ([0-9]+|-)");
      assertThat(sole.isStillOurs()).isTrue();
      Path stat = Path.of("/proc/self/stat");
      if (Files.exists(stat)) {
        assertThat(Files.readString(stat).split(" ", -1)[21]).isEqualTo(entry.split(" ", 2)[1]);
      }
    }
    assertThat(home.proxyPid()).doesNotExist();
  }

  @Test
  void claim_onlyOneAtATime() throws IOException {
    try (SoleProxy first = SoleProxy.claim(home).orElseThrow()) {
      assertThat(SoleProxy.claim(home)).isEmpty();
      assertThat(SoleProxy.owner(home)).isEqualTo("pid " + ProcessHandle.current().pid());
      assertThat(first.isStillOurs()).isTrue();
    }
    SoleProxy.claim(home).orElseThrow().close();
  }

  @Test
  void claim_afterADeadOwner() throws IOException {
    Files.writeString(home.proxyPid(), "1 1\n");

    try (SoleProxy sole = SoleProxy.claim(home).orElseThrow()) {
      assertThat(sole.isStillOurs()).isTrue();
    }
  }

  @Test
  void close_leavesAnothersPidAlone() throws IOException {
    try (SoleProxy sole = SoleProxy.claim(home).orElseThrow()) {
      Files.writeString(home.proxyPid(), "1 1\n");
      assertThat(sole.isStillOurs()).isFalse();
    }

    assertThat(home.proxyPid()).hasContent("1 1");
  }
}
