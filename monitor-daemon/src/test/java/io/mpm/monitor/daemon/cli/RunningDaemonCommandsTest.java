package io.mpm.monitor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.TestDaemon;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.home.AccessToken;
import io.mpm.monitor.protocol.home.MonitorHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands beside a daemon that runs, and which none of them may end. */
class RunningDaemonCommandsTest {

  @TempDir private Path folder;
  private final TestDaemon daemon = TestDaemon.start();
  private MonitorHome home;
  private Map<String, String> environment;

  @BeforeEach
  void home() throws IOException {
    home = new MonitorHome(folder.resolve("home"));
    home.prepare();
    environment = CommandRun.environment(home.root());
    environment.put("HOME", folder.resolve("user").toString());
    environment.remove("XDG_CONFIG_HOME");
    daemon.recordIn(home);
  }

  @AfterEach
  void stop() {
    daemon.close();
  }

  private CommandRun run(String... arguments) {
    return CommandRun.of(environment, folder, arguments);
  }

  private void assertRefusedAndAlive(CommandRun run, String named) {
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains(named).hasLineCount(1);
    assertThat(daemon.shutdownRequests()).isEmpty();
    assertThat(run("status").exitCode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dashboard: {folder: /nonexistent}",
        "redaction: {rules: 'acme ('}",
        "socketio: {socket: /dev/null/daemon.sock}",
        "log: {debug: maybe}"
      })
  @EnabledOnOs(OS.LINUX)
  void restart_andService_thatCouldNotStart_leaveTheDaemonAlone(String config) throws Exception {
    Files.writeString(home.config(), config + "\n");
    String key = config.replaceFirst(": .", ".").replaceFirst(":.*", "");

    assertRefusedAndAlive(run("restart"), key);
    assertRefusedAndAlive(run("service", "install"), key);
    assertThat(folder.resolve("user")).doesNotExist();
  }

  @Test
  void restart_brokenPricesOrANewerHome_leaveTheDaemonAlone() throws Exception {
    Files.writeString(home.prices(), "{");
    assertRefusedAndAlive(run("restart"), "prices.json");
    Files.delete(home.prices());
    Files.writeString(home.root().resolve("layout"), "99\n");
    assertRefusedAndAlive(run("restart"), "a newer MPM Monitor has used this home");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void service_thatTheSystemDoesNotTake_leavesTheDaemonAlone_andNoFile() throws Exception {
    Files.writeString(home.config(), "socketio.port: " + daemon.port() + "\n");
    environment.put("PATH", folder.resolve("no-systemctl").toString());

    assertRefusedAndAlive(run("service", "install"), "`systemctl --user daemon-reload` said: ");

    assertThat(folder.resolve("user/.config/systemd/user/mpm-monitor.service")).doesNotExist();
  }

  @Test
  void status_ofADaemonWithAnotherToken_isNotThatItIsSilent() throws Exception {
    AccessToken.rotate(home.token());

    CommandRun run = run("status");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("0 received", "has another token", "`mpm-monitord restart`")
        .doesNotContain("does not answer", "connected");
    JsonNode json = Json.parse(run("status", "--json").out());
    assertThat(json.path("answers").asBoolean()).isTrue();
    assertThat(json.path("problem").asText()).contains("has another token");
  }

  @Test
  void commands_whoseTokenTheDaemonDoesNotKnow_sayWhatToDo() throws Exception {
    AccessToken.rotate(home.token());
    Path hook = Files.createDirectories(folder.resolve("bin")).resolve("mpm-hook");
    assertThat(Files.writeString(hook, "#!/bin/sh\n").toFile().setExecutable(true)).isTrue();
    Path recording =
        Files.writeString(folder.resolve("r.ndjson"), "{\"hook_event_name\":\"Stop\"}\n");

    for (CommandRun run :
        new CommandRun[] {
          run("reload"), run("demo", "--no-open"), run("replay", recording.toString())
        }) {
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err())
          .isEqualTo(
              "mpm-monitord: the daemon that runs has another token; `mpm-monitord restart` gives"
                  + " it the one of now\n");
    }
  }

  @Test
  void replay_whatIsNoUtf8_namesTheFile() throws Exception {
    Path file =
        Files.write(folder.resolve("r"), "{\"a\": \"é\"}".getBytes(StandardCharsets.UTF_16));

    assertThat(run("replay", file.toString()).err())
        .isEqualTo("mpm-monitord: " + file + " is no UTF-8 text\n");
  }
}
