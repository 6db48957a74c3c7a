package io.mpm.monitor.proxy.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.ProgramVersion;
import io.mpm.monitor.protocol.home.WantedVersions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoleProxyTest {

  @TempDir Path folder;
  private MonitorHome home;
  private WantedVersions wanted;

  @BeforeEach
  void makeHome() throws IOException {
    home = new MonitorHome(folder.resolve("home"));
    home.prepare();
    wanted = new WantedVersions(home);
  }

  @Test
  void claim_writesPidAndStart() throws IOException {
    try (SoleProxy sole = claim("1.0").orElseThrow()) {
      String entry = Files.readString(home.proxyPid()).strip();
      assertThat(entry).matches(ProcessHandle.current().pid() + " ([0-9]+|-) 1.0");
      assertThat(sole.isStillOurs()).isTrue();
      Path stat = Path.of("/proc/self/stat");
      if (Files.exists(stat)) {
        assertThat(Files.readString(stat).split(" ", -1)[21]).isEqualTo(entry.split(" ", 3)[1]);
      }
    }
    assertThat(home.proxyPid()).doesNotExist();
  }

  @Test
  void claim_onlyOneAtATime() throws IOException {
    try (SoleProxy first = claim("1.0").orElseThrow()) {
      assertThat(claim("1.0")).isEmpty();
      assertThat(SoleProxy.owner(home))
          .isEqualTo("pid " + ProcessHandle.current().pid() + ", version 1.0");
      assertThat(first.isStillOurs()).isTrue();
    }
    claim("1.0").orElseThrow().close();
  }

  @Test
  void p9_claim_afterADeadOwner() throws IOException {
    Files.writeString(home.proxyPid(), "1 1\n");

    try (SoleProxy sole = claim("1.0").orElseThrow()) {
      assertThat(sole.isStillOurs()).isTrue();
    }
  }

  @Test
  void successor_isTheNewestThatIsWantedAndNewer() throws IOException {
    wanted.add(new ProgramVersion("3.0"));
    try (SoleProxy sole = claim("1.9").orElseThrow()) {
      assertThat(sole.successor()).as("wanted before our time").isEmpty();
      wanted.add(new ProgramVersion("1.8"));
      wanted.add(new ProgramVersion("1.9"));
      assertThat(sole.successor()).isEmpty();
      assertThat(wanted.add(new ProgramVersion("1.8"))).as("said already").isFalse();
      wanted.add(new ProgramVersion("1.10"));
      wanted.add(new ProgramVersion("1.9.5-SNAPSHOT"));
      Files.createFile(home.run().resolve("wanted.nonsense"));

      assertThat(sole.successor()).contains(new Successor("1.10", true));
    }
  }

  @Test
  void successor_isWhatLiesWhereOurJarLay() throws IOException {
    Path jar = Files.writeString(folder.resolve("program.jar"), "old");
    Program program = new Program(Optional.empty(), Optional.of(jar));
    try (SoleProxy sole = SoleProxy.claim(home, program).orElseThrow()) {
      assertThat(sole.successor()).isEmpty();
      Files.writeString(jar, "newer");
      assertThat(sole.successor())
          .contains(new Successor("what was installed in its place", false));
      Files.delete(jar);
      assertThat(sole.successor()).isPresent();
    }
  }

  @Test
  void takeOver_fromANewerOneOrTheSame_isRefusedAtOnce() throws Exception {
    try (SoleProxy sole = claim("2.0").orElseThrow()) {
      for (String version : List.of("1.0", "2.0")) {
        assertThat(SoleProxy.takeOver(home, program(version), Duration.ofDays(1), System::nanoTime))
            .isEmpty();
      }
      assertThat(sole.successor()).isEmpty();
    }
  }

  @Test
  void takeOver_fromAnOlderOneThatDoesNotEnd_isGivenUp() throws Exception {
    try (SoleProxy sole = claim("1.0").orElseThrow()) {
      assertThat(SoleProxy.takeOver(home, program("2.0"), Duration.ofMillis(100), System::nanoTime))
          .isEmpty();
      assertThat(sole.successor()).contains(new Successor("2.0", true));
    }
  }

  @Test
  void takeOver_fromOneThatHasTakenItsNameAwayAndNotYetEnded_waitsForIt() throws Exception {
    SoleProxy ending = claim("1.0").orElseThrow();
    Files.delete(home.proxyPid());
    AtomicInteger looks = new AtomicInteger();
    LongSupplier endsAtTheThirdLook =
        () -> {
          if (looks.incrementAndGet() == 3) {
            close(ending);
          }
          return 0;
        };

    try (SoleProxy successor =
        SoleProxy.takeOver(home, program("2.0"), Duration.ofSeconds(1), endsAtTheThirdLook)
            .orElseThrow()) {
      assertThat(successor.isStillOurs()).isTrue();
    }
  }

  private static void close(SoleProxy sole) {
    try {
      sole.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void close_leavesAnothersPidAlone() throws IOException {
    try (SoleProxy sole = claim("1.0").orElseThrow()) {
      Files.writeString(home.proxyPid(), "1 1\n");
      assertThat(sole.isStillOurs()).isFalse();
    }

    assertThat(home.proxyPid()).hasContent("1 1");
  }

  private Optional<SoleProxy> claim(String version) throws IOException {
    return SoleProxy.claim(home, program(version));
  }

  private static Program program(String version) {
    return new Program(Optional.of(new ProgramVersion(version)), Optional.empty());
  }
}
