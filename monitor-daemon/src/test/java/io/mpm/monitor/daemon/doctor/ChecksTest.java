package io.mpm.monitor.daemon.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.mpm.monitor.daemon.doctor.Finding.Level;
import io.mpm.monitor.daemon.lifecycle.DaemonFiles;
import io.mpm.monitor.protocol.home.AccessToken;
import io.mpm.monitor.protocol.home.DaemonUrl;
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
import java.nio.file.attribute.UserPrincipal;
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

  private static final Optional<DaemonUrl> ELSEWHERE = DaemonUrl.parse("http://127.0.0.1:9");

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
    assertThat(bad(new VersionCheck("1.0", install, files), Level.PROBLEM).what())
        .isEqualTo(install.resolve("bin/mpm-hook") + " is not there");
    hook("exit 0");
    good(new VersionCheck("1.0", install, files));
  }

  @Test
  void hookThatMayNotBeExecuted_isAProblem_andNotCalledMissing() throws Exception {
    Path hook = hook("exit 0");
    Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rw-r--r--"));

    for (Check check :
        List.of(
            new VersionCheck("1.0", temporary.resolve("install"), files),
            new HookCostCheck(home, hook, Map.of()))) {
      Finding finding = bad(check, Level.PROBLEM);
      assertThat(finding.what()).startsWith(hook + " is there and may not be executed");
      assertThat(finding.remedy()).contains("chmod +x").doesNotContain("unpack");
    }
  }

  @Test
  void permission_whatIsOpenToOthersIsAProblem() throws Exception {
    good(permissions(home));
    good(permissions(new MonitorHome(temporary.resolve("none"))));
    AccessToken.readOrCreate(home.token());
    good(permissions(home));

    Files.setPosixFilePermissions(home.token(), PosixFilePermissions.fromString("rw-r--r--"));

    Finding finding = bad(permissions(home), Level.PROBLEM);
    assertThat(finding.what()).isEqualTo(home.token() + " is open to others");
    assertThat(finding.remedy()).startsWith("chmod go-rwx '" + home.token() + "'");
  }

  @Test
  void permission_othersHomeIsNamedWithItsOwner() throws Exception {
    String owner = Files.getOwner(home.root()).getName();

    Finding finding = bad(permissionsFor("somebody"), Level.PROBLEM);

    assertThat(finding.what())
        .isEqualTo("%s belongs to %s, and you are somebody".formatted(home.root(), owner));
    assertThat(finding.remedy()).startsWith("sudo chown -R somebody '%s'".formatted(home.root()));
    assertThat(bad(permissionsFor("root"), Level.PROBLEM).remedy()).contains("without sudo");
  }

  private static PermissionCheck permissions(MonitorHome home) {
    return new PermissionCheck(HomeOwner.of(home));
  }

  private PermissionCheck permissionsFor(String user) {
    UserPrincipal principal = () -> user;
    return new PermissionCheck(new HomeOwner(home, Optional.of(principal)));
  }

  @Test
  void permission_folderThatTakesNoFilesIsAProblem() throws Exception {
    Files.delete(home.logs());
    PrivateFiles.write(home.logs(), "");

    Finding finding = bad(permissions(home), Level.PROBLEM);

    assertThat(finding.what())
        .isEqualTo("neither monitor nor proxy can start: %s is no folder".formatted(home.logs()));
  }

  @Test
  void homeThatCannotBeMade_isAProblem_andNothingIsSaidToWait() throws Exception {
    Path file = Files.writeString(temporary.resolve("file"), "");
    MonitorHome never = new MonitorHome(file.resolve("home"));

    assertThat(bad(permissions(never), Level.PROBLEM).what())
        .isEqualTo(
            "hooks cannot write events down, and these are lost: %s is no folder".formatted(file));
    assertThat(bad(new DaemonCheck(files, Optional.empty()), Level.WARNING).remedy())
        .contains("events wait");
    Files.delete(home.spool());
    Files.writeString(home.spool(), "");
    assertThat(bad(new DaemonCheck(files, Optional.empty()), Level.WARNING).remedy())
        .contains("events are lost");
  }

  private ConfigCheck config(Map<String, String> environment) {
    return new ConfigCheck(new Readiness(home, temporary, environment));
  }

  @Test
  void config_badValueIsAProblem() throws Exception {
    good(config(Map.of()));
    assertThat(bad(config(Map.of("SOCKETIO_PORT", "99999")), Level.PROBLEM).what())
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
    assertThat(bad(new DaemonCheck(files, Optional.empty()), Level.WARNING).what())
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

  /** What a proxy has written, to the letter. */
  private static final String PROXY_RECORD =
      """
      {"at":"2026-11-27T22:23:06.503790271Z","link":{"obstacle":"no daemon runs","breaker":"closed",\
      "since":"2026-11-27T22:23:06.465350195Z","next_try":null},"counters":{"seen":1,"delivered":0,\
      "waiting":1,"dropped":0,"set_aside":0,"duplicates":0,"rejected":0,"batches":0,"failures":0,\
      "aside_deleted":0,"breaker":{"closed":1,"half_open":0,"open":0},"breaker_changes":{},\
      "dropped_for":{},"set_aside_for":{},"redacted":{},"truncated":{"texts":0,"characters":0,\
      "parts_elided":0}},"gaps":[],"settled":[],"watched":{"seconds":0,"notes":[]}}
      """;

  @Test
  void proxy_thatCannotDeliverIsAWarning() throws Exception {
    good(new ProxyCheck(home, Optional.empty()));
    PrivateFiles.write(home.proxyPid(), ProxyPid.current(Optional.empty()).text());
    PrivateFiles.write(home.proxyRecord(), PROXY_RECORD.replace("no daemon runs", ""));
    good(new ProxyCheck(home, Optional.empty()));
    PrivateFiles.write(home.proxyRecord(), PROXY_RECORD);
    Finding here = bad(new ProxyCheck(home, Optional.empty()), Level.WARNING);
    assertThat(here.what()).endsWith(": no daemon runs");
    assertThat(here.remedy()).contains("`mpm-monitord start`");
    assertThat(bad(new ProxyCheck(home, ELSEWHERE), Level.WARNING).remedy())
        .contains("http://127.0.0.1:9")
        .doesNotContain("mpm-monitord start");
  }

  @Test
  void proxy_thatCouldNotStartIsAProblem() throws Exception {
    new StopRecord(NOW, "it was told to end").write(home.proxyStop());
    good(new ProxyCheck(home, Optional.empty()));
    new StopRecord(NOW, "redaction.rules: no", true).write(home.proxyStop());
    assertThat(bad(new ProxyCheck(home, Optional.empty()), Level.PROBLEM).what())
        .isEqualTo("could not start at 2026-11-22T23:00:00Z: redaction.rules: no");
  }

  @Test
  void daemonElsewhere_isNeitherMissedNorAdvised() throws Exception {
    assertThat(good(new DaemonCheck(files, ELSEWHERE)).get(0).what())
        .isEqualTo("none runs here; events go to http://127.0.0.1:9");
    try (ServerSocket forwarded = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(forwarded.getLocalPort());
      good(
          new PortCheck(
              home,
              Map.of("SOCKETIO_PORT", port, "MPM_MONITOR_URL", "http://127.0.0.1:" + port),
              files));
    }
    Path event = Files.writeString(home.spool().resolve("stop.1.a"), "{}");
    Files.setLastModifiedTime(event, FileTime.from(NOW.minusSeconds(500)));
    assertThat(
            bad(new SpoolCheck(home, ELSEWHERE, InstantSource.fixed(NOW)), Level.WARNING).remedy())
        .doesNotContain("mpm-monitord start");
  }

  @Test
  void spool_whatWaitsLongIsAWarning() throws Exception {
    SpoolCheck check = new SpoolCheck(home, Optional.empty(), InstantSource.fixed(NOW));
    good(check);
    Path event = Files.writeString(home.spool().resolve("stop.1.a"), "{}");
    Files.setLastModifiedTime(event, FileTime.from(NOW.minusSeconds(5)));
    assertThat(good(check).get(0).what())
        .isEqualTo("waiting: 1 event, 2 bytes, the oldest for 5 s");
    Files.setLastModifiedTime(event, FileTime.from(NOW.minusSeconds(500)));
    assertThat(bad(check, Level.WARNING).what()).contains("the oldest for 500 s");
  }

  @Test
  void spool_lossesAndStrangersAreWarnings() throws Exception {
    SpoolCheck check = new SpoolCheck(home, Optional.empty(), InstantSource.fixed(NOW));
    PrivateFiles.write(home.proxyRecord(), "{\"counters\":{\"dropped\":3}}");
    assertThat(bad(check, Level.WARNING).what()).startsWith("3 events were dropped");
    PrivateFiles.write(home.proxyRecord(), "{}");
    Path aside = Files.createDirectory(home.spool().resolve("aside"));
    Files.writeString(aside.resolve("x"), "");
    Files.writeString(aside.resolve("x.why"), "");
    assertThat(bad(check, Level.WARNING).what()).startsWith("1 file was set aside");
  }

  private void log(String name, String text) throws IOException {
    Files.writeString(home.logs().resolve(name), text);
  }

  @Test
  void log_recentErrorsAreCountedAndTheLastIsShown() throws Exception {
    LogCheck check =
        new LogCheck(files, InstantSource.fixed(Instant.parse("2026-11-23T12:00:00Z")));
    good(check);
    log(
        "daemon.1.log",
        """
        2026-11-22T11:59:59.948Z ERROR main X - long ago
        2026-11-22T13:30:00.948+01:00 ERROR main X - first
        """);
    log(
        "daemon.0.log",
        """
        2026-11-22T23:27:09.948Z INFO  main X - WARN is a word
        2026-11-22T23:27:11.948Z WARN  main X - second
        \tat somebody
        2026-11-22T23:27:12.948Z INFO  main X - well
        """);

    Finding finding = bad(check, Level.WARNING);

    assertThat(finding.what())
        .isEqualTo(
            "daemon.0.log: 2 bad lines since 2026-11-22T12:00:00Z, the last:"
                + " 2026-11-22T23:27:11.948Z WARN  main X - second");
    assertThat(finding.remedy()).endsWith(files.log().toString());
  }

  @Test
  void log_whatIsADayOldIsForgotten() throws Exception {
    log("daemon.0.log", "2026-11-21T22:59:59.948Z ERROR main X - old\n");
    log("proxy.0.log", "2026-11-22T22:59:59.948Z WARN main X - new\n");
    assertThat(bad(new LogCheck(files, InstantSource.fixed(NOW)), Level.WARNING).what())
        .startsWith("proxy.0.log: 1 bad line since 2026-11-21T23:00:00Z");
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
    HookCostCheck check = new HookCostCheck(home, hook("cat >/dev/null"), environment);
    assertThat(check.run().get(0).what()).matches("median .+ ms, p95 .+ ms; a hook that .+ ms");
    bad(new HookCostCheck(home, temporary.resolve("none"), environment), Level.PROBLEM);
    bad(new HookCostCheck(home, hook("sleep 0.1"), environment), Level.WARNING);
    assertThat(home.root().toFile().list((folder, name) -> name.startsWith(".hook"))).isEmpty();
  }

  @Test
  void hookCost_isThatOfTheHomesDisk() throws Exception {
    Path said = temporary.resolve("said");
    Path hook = hook("cat >/dev/null; echo \"$MPM_MONITOR_HOME\" >>'" + said + "'");

    new HookCostCheck(home, hook, Map.of("PATH", "/usr/bin:/bin")).run();

    assertThat(Files.readAllLines(said))
        .isNotEmpty()
        .allSatisfy(measured -> assertThat(Path.of(measured).getParent()).isEqualTo(home.root()));
    MonitorHome none = new MonitorHome(temporary.resolve("none"));
    assertThat(good(new HookCostCheck(none, hook, Map.of())).get(0).what())
        .startsWith("not measured");
    assertThat(none.root()).doesNotExist();
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
