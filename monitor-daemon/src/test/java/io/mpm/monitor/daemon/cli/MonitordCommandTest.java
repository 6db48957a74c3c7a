package io.mpm.monitor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.Needs;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.home.DaemonRecord;
import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.ProcessIdentity;
import io.mpm.monitor.protocol.home.StopRecord;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands while no daemon runs. */
class MonitordCommandTest {

  @TempDir Path folder;
  private MonitorHome home;
  private Map<String, String> environment;

  @BeforeEach
  void nameHome() {
    home = new MonitorHome(folder.resolve("home"));
    environment = CommandRun.environment(home.root());
  }

  @Test
  void noCommand_saysSo() {
    CommandRun run = run();

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo("mpm-monitord: a command is missing; see `mpm-monitord --help`\n");
  }

  @Test
  void unknownOption_isOneLine() {
    CommandRun run = run("start", "--prot", "1");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--prot", "`mpm-monitord start --help`").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "start", "stop", "restart", "status", "port", "open", "logs", "watch", "token", "config",
        "reload", "demo"
      })
  void help_ofEveryCommand_hasAnExample(String command) {
    CommandRun run = run(command, "--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("Usage: mpm-monitord " + command, "Example", "mpm-monitord");
    assertThat(run("--help").out()).contains("  " + command + " ");
  }

  @Test
  void help_doesNotBreakPaths() {
    assertThat(run("install", "--help").out())
        .contains(
            "~/.claude/settings.json", " .claude/settings.json", ".claude/settings.local.json");
    assertThat(run("completion", "--help").out())
        .contains("~/.local/share/bash-completion/completions\n");
    assertThat(run("--help").out()).doesNotContain("fails:");
  }

  @Test
  void version_namesTheProgram() {
    assertThat(run("--version").out()).startsWith("mpm-monitord ");
  }

  @Test
  void status_neverRan() {
    CommandRun run = run("status");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.out()).isEqualTo("mpm-monitord is not running\n");
    assertThat(run("status", "--json").out()).isEqualTo("{\"running\":false}\n");
  }

  @Test
  void status_ended_saysWhenAndWhy() throws Exception {
    home.prepare();
    new StopRecord(Instant.parse("2026-11-23T10:00:00Z"), "SIGTERM").write(home.daemonStop());

    assertThat(run("status").out()).contains("last ended 2026-11-23T10:00:00Z: SIGTERM");
    assertThat(run("status", "--json").out())
        .isEqualTo(
            "{\"running\":false,\"stopped_at\":\"2026-11-23T10:00:00Z\",\"reason\":\"SIGTERM\"}\n");
  }

  @Test
  void status_recordOfAnotherProcessWithTheSamePid_isNotRunning() throws Exception {
    home.prepare();
    new DaemonRecord(
            new ProcessIdentity(
                ProcessHandle.current().pid(),
                Instant.parse("2001-01-01T00:00:00Z"),
                Optional.empty()),
            8765,
            "0.1.0",
            1)
        .write(home.daemonRecord());

    assertThat(run("status").exitCode()).isEqualTo(3);
    assertThat(run("status").out()).contains("died without a word");
    assertThat(run("stop").out()).isEqualTo("mpm-monitord is not running\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"port", "open", "watch", "reload"})
  void notRunning_saysHowToStart(String command) {
    CommandRun run = run(command);

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo("mpm-monitord: mpm-monitord is not running; `mpm-monitord start` starts it\n");
  }

  @Test
  void stop_notRunning_isFine() {
    assertThat(run("stop")).isEqualTo(new CommandRun(0, "mpm-monitord is not running\n", ""));
  }

  @Test
  void token_isPrintedAloneAndStays() throws Exception {
    CommandRun first = run("token");

    assertThat(first.out()).matches("[A-Za-z0-9_-]{43}\n");
    assertThat(first.err()).isEmpty();
    assertThat(run("token").out()).isEqualTo(first.out());
    assertThat(Files.readString(home.token())).isEqualTo(first.out());
    CommandRun rotated = run("token", "--rotate");
    assertThat(rotated.out()).isNotEqualTo(first.out()).hasSize(44);
    assertThat(rotated.err()).isEmpty();
    assertThat(run("token", "--producer", "--rotate").err()).contains("install them again");
  }

  @Test
  void a17_tokenAndHome_areTheirOwnersAlone() throws Exception {
    run("token");

    assertThat(Files.getPosixFilePermissions(home.token()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.getPosixFilePermissions(home.root()))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void config_namesValuesAndOrigins() {
    environment.put("SOCKETIO_PORT", "9000");

    assertThat(run("config").out()).containsPattern("socketio.port +9000\n");
    assertThat(run("config", "--origin").out())
        .containsPattern("socketio.port +9000 +\\(environment variable SOCKETIO_PORT\\)")
        .containsPattern("socketio.host +127.0.0.1 +\\(default\\)");
  }

  @Test
  void config_json_namesAllThereIsToSay() throws Exception {
    environment.put("SOCKETIO_PORT", "9000");

    JsonNode first = Json.parse(run("config", "--json").out()).path(0);

    assertThat(first.path("key").asText()).isEqualTo("socketio.port");
    assertThat(first.path("value").asText()).isEqualTo("9000");
    assertThat(first.path("default").asText()).isEqualTo("8765");
    assertThat(first.path("origin").asText()).isEqualTo("environment variable SOCKETIO_PORT");
    assertThat(first.path("allowed").asText()).contains("65535");
  }

  @Test
  void d14_configCheck_namesEveryProblem() throws Exception {
    assertThat(run("config", "--check"))
        .isEqualTo(new CommandRun(0, "all settings are good\n", ""));
    home.prepare();
    Files.writeString(home.config(), "socketio:\n  hots: x\n  port: 0\n");

    CommandRun run = run("config", "--check");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("line 2", "did you mean socketio.host?", "line 3", "1 to 65535")
        .hasLineCount(2);
  }

  @Test
  void d14_configCheck_namesWhatStopsADaemon_andTellsPrograms() throws Exception {
    assertThat(run("config", "--check", "--json").out())
        .isEqualTo("{\"good\":true,\"problems\":[]}\n");
    home.prepare();
    Files.writeString(home.prices(), "{");
    Files.writeString(home.config(), "dashboard: {folder: /nonexistent}\n---\nunknown: 1\n");

    CommandRun run = run("config", "--check");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("line 3: a second document", "prices.json").hasLineCount(2);
    Files.writeString(home.config(), "dashboard: {folder: /nonexistent}\n");
    CommandRun json = run("config", "--check", "--json");
    assertThat(json.exitCode()).isEqualTo(1);
    assertThat(Json.parse(json.out()).path("problems")).hasSize(2);
    assertThat(json.err()).isEmpty();
  }

  @Test
  void misuse_isExitCode2_alsoInAValue() throws Exception {
    assertThat(run("start", "--port", "abc"))
        .isEqualTo(
            new CommandRun(
                2, "", "mpm-monitord: --port: \"abc\" is not a whole number from 1 to 65535\n"));
    assertThat(run("restart", "--port", "0").exitCode()).isEqualTo(2);
    assertThat(run("install", "--events", "bad").exitCode()).isEqualTo(2);
    Path hook = Files.createDirectories(folder.resolve("install/bin")).resolve("mpm-hook");
    assertThat(Files.writeString(hook, "#!/bin/sh\n").toFile().setExecutable(true)).isTrue();
    assertThat(run("demo", "--speed", "0").exitCode()).isEqualTo(2);
  }

  @Test
  void d14_badSettings_refuseTheStart() throws Exception {
    home.prepare();
    Files.writeString(home.config(), "socketio:\n  hots: 127.0.0.1\n");

    assertStartIsRefused("config.yaml line 2", "socketio.hots", "did you mean socketio.host?");
  }

  @Test
  void d14_badPrices_refuseTheStart() throws Exception {
    home.prepare();
    Files.writeString(home.prices(), "{\"date\": \"2026-11-01\", \"models\": {\"m\": {}}}");

    assertStartIsRefused("prices.json", "m must be", "cache_read");
  }

  @Test
  void d14_redactionRuleThatIsNone_refusesTheStart() throws Exception {
    home.prepare();
    Files.writeString(home.config(), "redaction: {rules: 'acme (?<=x)y'}\n");

    assertStartIsRefused("acme", "RE2");
  }

  @Test
  void a1_publicAddress_refusesTheStart() throws Exception {
    environment.put("SOCKETIO_HOST", "0.0.0.0");

    assertStartIsRefused("socketio.host", "0.0.0.0", "ssh -L");
    assertThat(home.root()).doesNotExist();
  }

  @Test
  void relativeHome_isRefused() {
    environment.put("MPM_MONITOR_HOME", "here");

    assertThat(run("status").err())
        .isEqualTo("mpm-monitord: MPM_MONITOR_HOME must be an absolute path: here\n");
  }

  @Test
  void debug_addsTheStackTrace() {
    assertThat(run("port").err()).doesNotContain("\tat ");
    assertThat(run("port", "--debug").err()).contains("CommandFailure", "\tat ");
  }

  @Test
  void logs_lastLines() throws Exception {
    home.prepare();
    assertThat(run("logs").err()).contains("there is no log yet");
    Files.writeString(home.logs().resolve("daemon.0.log"), "one\ntwo\nthree\n");

    assertThat(run("logs", "-n", "2").out()).isEqualTo("two\nthree\n");
    assertThat(run("logs", "-n", "-2").exitCode()).isEqualTo(2);
  }

  @Test
  void logs_goBackIntoTheFilesBefore() throws Exception {
    home.prepare();
    Files.writeString(home.logs().resolve("daemon.2.log"), "one\n");
    Files.writeString(home.logs().resolve("daemon.1.log"), "two\nthree\n");
    Files.writeString(home.logs().resolve("daemon.0.log"), "four\n");

    assertThat(run("logs", "-n", "3").out()).isEqualTo("two\nthree\nfour\n");
    assertThat(run("logs").out()).isEqualTo("one\ntwo\nthree\nfour\n");
  }

  @Test
  void failedStartInTheForeground_isInTheLog() throws Exception {
    home.prepare();
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      run("start", "--foreground", "--port", String.valueOf(other.getLocalPort()));
    }
    Files.writeString(home.config(), "socketio:\n  hots: 127.0.0.1\n");
    run("start", "--foreground");

    assertThat(Files.readString(home.logs().resolve("daemon.0.log")))
        .containsPattern("ERROR .* could not start: port \\d+ is taken by ")
        .containsPattern("ERROR .* could not start: .*socketio.hots")
        .hasLineCount(2);
  }

  @Test
  void run_programThatIsNotThere_saysSoBeforeAnythingStarts() {
    CommandRun run = run("run", "--", "no-such-claude", "-p", "hi");

    assertThat(run.exitCode()).isEqualTo(127);
    assertThat(run.err()).isEqualTo("mpm-monitord: no-such-claude: there is no such program\n");
    assertThat(home.root()).doesNotExist();
  }

  @Test
  void run_withoutACommand_isMisuse() {
    assertThat(run("run", "--port", "1").exitCode()).isEqualTo(2);
    assertThat(run("claude", "--resume").err()).contains("takes --monitor").hasLineCount(1);
  }

  @Test
  void completion_bashOffersCommandsAndOptions() throws Exception {
    Path script = Files.writeString(folder.resolve("c.bash"), run("completion").out());
    String words =
        "source '%s'; COMP_WORDS=(mpm-monitord %s); COMP_CWORD=%d; COMP_LINE='x'; %s; echo ${COMPREPLY[@]}";

    assertThat(bash(words.formatted(script, "wa", 1, "_complete_mpm-monitord"))).contains("watch");
    assertThat(bash(words.formatted(script, "watch --to", 2, "_complete_mpm-monitord")))
        .contains("--tool");
  }

  private static String bash(String script) throws Exception {
    Process bash = new ProcessBuilder("bash", "-c", script).redirectErrorStream(true).start();
    return new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void manPages_oneForEachCommand_withoutAWordOfComplaintFromGroff() throws Exception {
    Path man = folder.resolve("man1");
    run("man-pages", man.toString());

    try (Stream<Path> pages = Files.list(man)) {
      assertThat(pages.map(page -> page.getFileName().toString()))
          .contains("mpm-monitord.1", "mpm-monitord-watch.1", "mpm-monitord-service-install.1")
          .doesNotContain("mpm-monitord-man-pages.1");
    }
    assertThat(Files.readString(man.resolve("mpm-monitord-watch.1")))
        .contains(".SH EXAMPLES", "mpm\\-monitord watch \\-\\-tool Bash", ".SH OPTIONS");
    Needs.that(Files.isExecutable(Path.of("/usr/bin/groff")), "there is no groff");
    assertThat(bash("groff -ww -man -Tascii -z '" + man + "'/*.1")).isEmpty();
  }

  @Test
  void demo_withoutHook_saysWhereItShouldBe() {
    CommandRun run = run("demo");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains(folder.resolve("install/bin/mpm-hook").toString());
  }

  /** In one line that names all this. */
  private void assertStartIsRefused(String... named) {
    CommandRun run = run("start");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains(named).hasLineCount(1);
  }

  private CommandRun run(String... arguments) {
    return CommandRun.of(environment, folder.resolve("install"), arguments);
  }
}
