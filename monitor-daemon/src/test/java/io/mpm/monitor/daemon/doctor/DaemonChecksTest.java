package io.mpm.monitor.daemon.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.mpm.monitor.daemon.Needs;
import io.mpm.monitor.daemon.TestDaemon;
import io.mpm.monitor.daemon.claude.ClaudeFolders;
import io.mpm.monitor.daemon.doctor.Finding.Level;
import io.mpm.monitor.daemon.lifecycle.DaemonFiles;
import io.mpm.monitor.protocol.home.AccessToken;
import io.mpm.monitor.protocol.home.DaemonRecord;
import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.PrivateFiles;
import io.mpm.monitor.protocol.home.ProcessIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checks that ask a daemon, while one runs. */
class DaemonChecksTest {

  private final TestDaemon daemon = TestDaemon.start();

  @TempDir private Path temporary;
  private MonitorHome home;
  private DaemonFiles files;

  @BeforeEach
  void home() throws IOException {
    home = new MonitorHome(temporary.resolve("home"));
    home.prepare();
    files = new DaemonFiles(home);
    PrivateFiles.write(home.token(), daemon.token());
    record(daemon.port());
  }

  @AfterEach
  void stop() {
    daemon.close();
  }

  private void record(int port) throws IOException {
    new DaemonRecord(ProcessIdentity.current(), port, "1.0", 1).write(home.daemonRecord());
  }

  private static List<Level> levels(Check check) throws Exception {
    return check.run().stream().map(Finding::level).toList();
  }

  @Test
  void daemon_thatAnswersIsGood_andOneThatDoesNotIsAProblem() throws Exception {
    assertThat(new DaemonCheck(files, Optional.empty()).run().get(0).what())
        .isEqualTo(
            "http://127.0.0.1:%d, pid %d, 0 events, 0 clients"
                .formatted(daemon.port(), ProcessHandle.current().pid()));
    daemon.close();
    assertThat(levels(new DaemonCheck(files, Optional.empty()))).containsExactly(Level.PROBLEM);
  }

  @Test
  void processThatASignalHasStopped_isToldToBeContinued() throws Exception {
    Needs.that(
        Files.exists(Path.of("/proc/self/stat")),
        "only /proc tells that a signal has stopped a process");
    Process stopped = new ProcessBuilder("sleep", "60").start();
    try {
      new ProcessBuilder("/bin/sh", "-c", "kill -STOP " + stopped.pid()).start().waitFor();
      ProcessIdentity identity = ProcessIdentity.of(stopped.toHandle());
      Awaitility.await().until(identity::isStopped);
      try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        new DaemonRecord(identity, deaf.getLocalPort(), "1.0", 1).write(home.daemonRecord());
        Files.writeString(home.proxyPid(), stopped.pid() + " -\n");

        for (Check check :
            List.of(
                new DaemonCheck(files, Optional.empty()), new ProxyCheck(home, Optional.empty()))) {
          assertThat(check.run()).containsExactly(Finding.stopped(stopped.pid()));
        }
        assertThat(new TokenCheck(home, files).run()).containsExactly(Finding.unanswered());
        assertThat(new ClockCheck(home, files, InstantSource.system()).run())
            .containsExactly(Finding.unanswered());
      }
    } finally {
      stopped.destroyForcibly();
    }
  }

  @Test
  void daemon_thatHasRefusedEventsIsAWarning() throws Exception {
    daemon.send(
        daemon
            .request("/api/v1/events")
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    "{\"v\":1,\"producer\":\"x\",\"events\":[{\"id\":\"\"}]}")));
    assertThat(levels(new DaemonCheck(files, Optional.empty())))
        .containsExactly(Level.OK, Level.WARNING);
  }

  @Test
  void token_thatTheDaemonDoesNotKnowIsAProblem() throws Exception {
    assertThat(levels(new TokenCheck(home, files))).containsExactly(Level.OK);
    AccessToken.rotate(home.token());
    assertThat(levels(new TokenCheck(home, files))).containsExactly(Level.PROBLEM);
    Files.delete(home.token());
    assertThat(levels(new TokenCheck(home, files))).containsExactly(Level.PROBLEM);
  }

  @Test
  void token_changedSinceTheStartIsNotShownToTheDaemon() throws Exception {
    AccessToken.rotate(home.token());
    Files.setLastModifiedTime(home.token(), FileTime.from(Instant.now().plusSeconds(60)));

    assertThat(new TokenCheck(home, files).run().get(0).what()).contains("changed after");
    assertThat(daemon.send(daemon.request("/api/v1/metrics")).body())
        .doesNotContain("requests.refused{");
  }

  @Test
  void log_whatTroubledTheDaemonBeforeIsOver() throws Exception {
    Instant start = ProcessIdentity.current().started();
    LogCheck check = new LogCheck(files, InstantSource.system());
    Files.writeString(files.log(), start.minusSeconds(9) + " ERROR main X - before\n");
    assertThat(levels(check)).containsExactly(Level.OK);
    Files.writeString(files.log(), start.plusSeconds(9) + " ERROR main X - now\n");
    assertThat(levels(check)).containsExactly(Level.WARNING);
  }

  @Test
  void port_otherThanTheSettingsSayIsAWarning() throws Exception {
    Map<String, String> same = Map.of("SOCKETIO_PORT", "" + daemon.port());
    assertThat(levels(new PortCheck(home, same, files))).containsExactly(Level.OK);
    Map<String, String> other = Map.of("SOCKETIO_PORT", "1");
    assertThat(levels(new PortCheck(home, other, files))).containsExactly(Level.WARNING);
  }

  @Test
  void version_otherThanTheInstalledOneIsAWarning() throws Exception {
    Path hook = Files.createDirectories(temporary.resolve("bin")).resolve("mpm-hook");
    Files.writeString(hook, "#!/bin/sh\n");
    assertThat(hook.toFile().setExecutable(true)).isTrue();
    assertThat(levels(new VersionCheck("1.0", temporary, files))).containsExactly(Level.OK);
    assertThat(levels(new VersionCheck("1.1", temporary, files))).containsExactly(Level.WARNING);
  }

  @Test
  void clock_ofTheDaemonIsCompared() throws Exception {
    assertThat(levels(new ClockCheck(home, files, InstantSource.system())))
        .containsExactly(Level.OK);
    InstantSource wrong = InstantSource.fixed(Instant.EPOCH);
    assertThat(levels(new ClockCheck(home, files, wrong)))
        .containsExactly(Level.WARNING, Level.WARNING);
  }

  @Test
  void claude_filesAreToldInTheirOrder() throws Exception {
    ClaudeFolders folders =
        new ClaudeFolders(
            temporary.resolve("user"), temporary.resolve("project"), temporary.resolve("managed"));
    Path path = Files.createDirectories(temporary.resolve("path"));
    assertThat(Files.createFile(path.resolve("mpm-hook")).toFile().setExecutable(true)).isTrue();
    assertThat(levels(new ClaudeCheck(folders, home, Map.of("PATH", path.toString()))))
        .containsExactly(Level.WARNING);

    Files.createDirectories(temporary.resolve("project/.claude"));
    Files.createDirectories(temporary.resolve("user"));
    Path dropIns = Files.createDirectories(temporary.resolve("managed/managed-settings.d"));
    Files.writeString(dropIns.resolve("10-first.json"), "{}");
    Files.writeString(dropIns.resolve("20-last.json"), "{}");
    Files.writeString(temporary.resolve("managed/managed-settings.json"), "{}");
    Files.writeString(temporary.resolve("project/.claude/settings.json"), "{}");
    Files.writeString(
        temporary.resolve("user/settings.json"),
        "{\"hooks\":{\"Stop\":[{\"hooks\":[{\"type\":\"command\",\"command\":\"mpm-hook"
            + " stop\",\"timeout\":2}]}]}}");

    assertThat(new ClaudeCheck(folders, home, Map.of("PATH", path.toString())).run())
        .extracting(Finding::what)
        .containsExactly(
            dropIns.resolve("20-last.json") + ": 0 hooks, 0 of them ours",
            dropIns.resolve("10-first.json") + ": 0 hooks, 0 of them ours",
            temporary.resolve("managed/managed-settings.json") + ": 0 hooks, 0 of them ours",
            temporary.resolve("project/.claude/settings.json") + ": 0 hooks, 0 of them ours",
            temporary.resolve("user/settings.json") + ": 1 hook, 1 of them ours");
  }

  @Test
  void claude_httpHooksThatTheDaemonDoesNotHear_areProblems() throws Exception {
    ClaudeFolders folders =
        new ClaudeFolders(
            temporary.resolve("user"), temporary.resolve("project"), temporary.resolve("managed"));
    ClaudeCheck check = new ClaudeCheck(folders, home, Map.of());
    PrivateFiles.write(home.producerToken(), daemon.producerToken());
    Files.createDirectories(temporary.resolve("user"));
    httpHook(daemon.port(), daemon.producerToken());
    assertThat(levels(check)).containsExactly(Level.OK);

    httpHook(1, daemon.producerToken());
    assertThat(check.run().get(1).what())
        .endsWith(": our hooks send to port 1, and the daemon's is " + daemon.port());
    assertThat(levels(check)).containsExactly(Level.OK, Level.PROBLEM);
    httpHook(daemon.port(), AccessToken.random().reveal());
    assertThat(check.run().get(1).what()).contains("a token that is not the producer token of now");
    assertThat(levels(check)).containsExactly(Level.OK, Level.PROBLEM);
    httpHook(daemon.port(), "$MPM_MONITOR_PRODUCER_TOKEN");
    assertThat(levels(check)).containsExactly(Level.OK, Level.WARNING);
    Map<String, String> shell = Map.of("MPM_MONITOR_PRODUCER_TOKEN", daemon.producerToken());
    assertThat(levels(new ClaudeCheck(folders, home, shell))).containsExactly(Level.OK);
  }

  private void httpHook(int port, String token) throws IOException {
    Files.writeString(
        temporary.resolve("user/settings.json"),
        """
        {"hooks":{"Stop":[{"hooks":[{"type":"http","url":"http://127.0.0.1:%d/hooks/stop",\
        "headers":{"Authorization":"Bearer %s","X-Hook-Of":"mpm-monitor"},"timeout":2}]}]}}
        """
            .formatted(port, token));
  }
}
