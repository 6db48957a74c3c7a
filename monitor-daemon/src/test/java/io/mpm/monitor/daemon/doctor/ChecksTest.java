package io.mpm.monitor.daemon.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.mpm.monitor.daemon.doctor.Finding.Level;
import io.mpm.monitor.daemon.lifecycle.DaemonFiles;
import io.mpm.monitor.protocol.home.AccessToken;
import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.PrivateFiles;
import io.mpm.monitor.protocol.home.ProxyPid;
import io.mpm.monitor.protocol.home.StopRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each check, where all is well and where it is not. No daemon runs here. */
class ChecksTest {

  private static final Instant NOW = Instant.parse("2026-11-22T23:00:00Z");

  @TempDir private Path temporary;
  private MonitorHome home;
  private DaemonFiles files;

  @BeforeEach
  void home() throws IOException {
    home = new MonitorHome(temporary.resolve("home"));
    home.prepare();
    files = new DaemonFiles(home);
  }

  private static List<Finding> good(Check check) throws Exception {
    List<Finding> findings = check.run();
    assertThat(findings).isNotEmpty().allMatch(finding -> finding.level() == Level.OK);
    return findings;
  }

  private static Finding bad(Check check, Level level) throws Exception {
    List<Finding> worse =
        check.run().stream().filter(finding -> finding.level() != Level.OK).toList();
    assertThat(worse).hasSize(1);
    assertThat(worse.get(0).level()).isEqualTo(level);
    return worse.get(0);
  }

  private Path hook(String script) throws IOException {
    Path hook = Files.createDirectories(temporary.resolve("install/bin")).resolve("mpm-hook");
    Files.writeString(hook, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
    return hook;
  }

  @Test
  void java_oldOneIsAProblem() throws Exception {
    good(new JavaCheck(17, "/jdk"));
    assertThat(bad(new JavaCheck(11, "/jdk"), Level.PROBLEM).what())
        .isEqualTo("Java 11 in /jdk is too old");
  }

  @Test
  void version_missingHookIsAProblem() throws Exception {
    Path install = temporary.resolve("install");
    bad(new VersionCheck("1.0", install, files), Level.PROBLEM);
    hook("exit 0");
    good(new VersionCheck("1.0", install, files));
  }

  @Test
  void permission_whatIsOpenToOthersIsAProblem() throws Exception {
    good(new PermissionCheck(home));
    good(new PermissionCheck(new MonitorHome(temporary.resolve("none"))));
    AccessToken.readOrCreate(home.token());
    good(new PermissionCheck(home));

    Files.setPosixFilePermissions(home.token(), PosixFilePermissions.fromString("rw-r--r--"));

    Finding finding = bad(new PermissionCheck(home), Level.PROBLEM);
    assertThat(finding.what()).isEqualTo(home.token() + " is open to others");
    assertThat(finding.remedy()).startsWith("chmod go-rwx '" + home.token() + "'");
  }

  @Test
  void config_badValueIsAProblem() throws Exception {
    good(new ConfigCheck(home, Map.of()));
    assertThat(bad(new ConfigCheck(home, Map.of("SOCKETIO_PORT", "99999")), Level.PROBLEM).what())
        .contains("99999");
  }

  @Test
  void port_takenByAnotherIsAProblem() throws Exception {
    Map<String, String> settings;
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      settings = Map.of("SOCKETIO_PORT", "" + other.getLocalPort());
      assertThat(bad(new PortCheck(home, settings, files), Level.PROBLEM).what())
          .contains("port " + other.getLocalPort() + " is taken by pid ");
    }
    good(new PortCheck(home, settings, files));
    bad(new PortCheck(home, Map.of("SOCKETIO_PORT", "x"), files), Level.WARNING);
  }

  @Test
  void daemon_thatDoesNotRunTellsItsLastStop() throws Exception {
    new StopRecord(NOW, "stopped by me").write(home.daemonStop());
    assertThat(bad(new DaemonCheck(files), Level.WARNING).what())
        .isEqualTo("does not run; it ended 2026-11-22T23:00:00Z: stopped by me");
  }

  @Test
  void token_brokenOneIsAProblem() throws Exception {
    good(new TokenCheck(home, files));
    AccessToken.readOrCreate(home.token());
    good(new TokenCheck(home, files));
    PrivateFiles.write(home.token(), "short");
    assertThat(bad(new TokenCheck(home, files), Level.PROBLEM).what())
        .contains("holds no access token");
  }

  @Test
  void proxy_thatCannotDeliverIsAWarning() throws Exception {
    good(new ProxyCheck(home));
    PrivateFiles.write(home.proxyPid(), ProxyPid.current(Optional.empty()).text());
    PrivateFiles.write(home.proxyRecord(), "{\"link\":\"\"}");
    good(new ProxyCheck(home));
    PrivateFiles.write(home.proxyRecord(), "{\"link\":\"no daemon runs\"}");
    assertThat(bad(new ProxyCheck(home), Level.WARNING).what()).endsWith(": no daemon runs");
  }

  @Test
  void spool_whatWaitsLongIsAWarning() throws Exception {
    SpoolCheck check = new SpoolCheck(home, InstantSource.fixed(NOW));
    good(check);
    Path event = Files.writeString(home.spool().resolve("stop.1.a"), "{}");
    Files.setLastModifiedTime(event, FileTime.from(NOW.minusSeconds(5)));
    assertThat(good(check).get(0).what()).isEqualTo("1 events wait, 2 bytes, the oldest for 5 s");
    Files.setLastModifiedTime(event, FileTime.from(NOW.minusSeconds(500)));
    assertThat(bad(check, Level.WARNING).what()).contains("the oldest for 500 s");
  }

  @Test
  void spool_lossesAndStrangersAreWarnings() throws Exception {
    SpoolCheck check = new SpoolCheck(home, InstantSource.fixed(NOW));
    PrivateFiles.write(home.proxyRecord(), "{\"counters\":{\"dropped\":3}}");
    assertThat(bad(check, Level.WARNING).what()).startsWith("3 events were dropped");
    PrivateFiles.write(home.proxyRecord(), "{}");
    Path aside = Files.createDirectory(home.spool().resolve("aside"));
    Files.writeString(aside.resolve("x"), "");
    Files.writeString(aside.resolve("x.why"), "");
    assertThat(bad(check, Level.WARNING).what()).startsWith("1 files that are no event");
  }

  @Test
  void log_lastErrorIsShown() throws Exception {
    LogCheck check = new LogCheck(home);
    good(check);
    Files.writeString(
        home.logs().resolve("daemon.0.log"),
        """
        2026-11-22T23:27:09.948Z INFO  main X - WARN is a word
        2026-11-22T23:27:10.948Z ERROR main X - first
        2026-11-22T23:27:11.948Z WARN  main X - second
        2026-11-22T23:27:12.948Z INFO  main X - well
        """);
    assertThat(bad(check, Level.WARNING).what()).endsWith("main X - second");
  }

  @Test
  void clock_otherTimeOfTheFileSystemIsAWarning() throws Exception {
    good(new ClockCheck(home, files, InstantSource.system()));
    assertThat(bad(new ClockCheck(home, files, InstantSource.fixed(NOW)), Level.WARNING).what())
        .startsWith("the file system is off by ");
    assertThat(home.root().toFile().list()).doesNotContain(".clock");
  }

  @Test
  void disk_littleRoomIsSaid() throws Exception {
    good(new DiskCheck(home.root(), 0, 0));
    bad(new DiskCheck(home.root(), 0, Long.MAX_VALUE), Level.WARNING);
    bad(new DiskCheck(temporary.resolve("not/there"), Long.MAX_VALUE, 1), Level.PROBLEM);
  }

  @Test
  void hookCost_isMeasuredAndLeavesNothing() throws Exception {
    Map<String, String> environment = Map.of("PATH", "/usr/bin:/bin");
    HookCostCheck check = new HookCostCheck(hook("cat >/dev/null"), environment);
    assertThat(check.run().get(0).what()).matches("median .+ ms, p95 .+ ms; a hook that .+ ms");
    bad(new HookCostCheck(temporary.resolve("none"), environment), Level.PROBLEM);
    bad(new HookCostCheck(hook("sleep 0.1"), environment), Level.WARNING);
  }

  @Test
  void spread_isMedianAndTheOneThatNineteenOfTwentyDoNotExceed() {
    double[] measured = new double[20];
    for (int i = 0; i < 20; i++) {
      measured[i] = 20 - i;
    }
    assertThat(Spread.of(measured)).isEqualTo(new Spread(11, 19));
  }
}
