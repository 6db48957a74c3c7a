package io.mpm.monitor.hook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.home.StopRecord;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class HookCommandTest {

  @TempDir Path folder;
  private Installation installation;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void install() throws Exception {
    installation = new Installation(folder);
  }

  @AfterEach
  void stop() {
    installation.close();
  }

  @Test
  void emit_putsTheEventIntoTheSpool() throws Exception {
    installation.proxyLives();

    assertThat(run("emit", "pre-tool", "--data", "{\"a\": 1.10}")).isZero();

    assertThat(installation.spooled()).hasSize(1);
    assertThat(installation.spooled().get(0)).hasContent("{\"a\": 1.10}");
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1]", "", "{", "{} {}", "text"})
  void emit_dataThatIsNoObject_isRefused(String data) throws Exception {
    assertThat(run("emit", "pre-tool", "--data", data)).isEqualTo(2);

    assertThat(err.toString()).contains("--data");
    assertThat(installation.spooled()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PreTool", "a b", "../x", "a.b"})
  void emit_eventThatIsNoWord_isRefused(String event) throws Exception {
    assertThat(run("emit", event)).isEqualTo(2);

    assertThat(err.toString()).contains("a-z 0-9 -").contains(event);
    assertThat(installation.spooled()).isEmpty();
  }

  @Test
  void emit_homeThatCannotBe_fails() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    installation.environment().put("MPM_MONITOR_HOME", file.toString());

    assertThat(run("emit", "stop")).isEqualTo(1);

    assertThat(err.toString()).startsWith("mpm-hook: ").contains(file.toString());
  }

  @Test
  void status_ofAFreshMachine_isCalm() {
    assertThat(run("status")).isZero();

    assertThat(out.toString())
        .contains("does not run", "0 files, 0 bytes", "none recorded")
        .hasLineCount(7);
  }

  @Test
  void status_tellsTheProxyTheWaitingAndTheLastStop() throws Exception {
    installation.proxyLives();
    new SpoolWriter(installation.spool()).write("stop", Files.newInputStream(someFile()));
    new StopRecord(Instant.parse("2026-11-23T10:00:00Z"), "no event for 30 minutes")
        .write(installation.home().resolve("run/proxy-stop.json"));

    assertThat(run("status")).isZero();

    assertThat(out.toString())
        .contains("runs, process " + ProcessHandle.current().pid())
        .contains("1 file, 2 bytes")
        .contains("2026-11-23T10:00:00Z, no event for 30 minutes")
        .contains("delivery   not known yet");
  }

  @Test
  void status_tellsWhatStandsBetweenProxyAndDaemon() throws Exception {
    installation.proxyLives();
    Instant next = Instant.now().plusSeconds(600);
    proxySays(
        """
        {"link": {"obstacle": "the daemon refuses our token: wrong", "breaker": "open",
          "since": "2026-11-23T10:00:00.5Z", "next_try": "%s"},
         "counters": {"failures": 5, "breaker_changes": {"closed_to_open": 1}}}
        """
            .formatted(next));

    assertThat(run("status")).isZero();
    assertThat(run("status", "--json")).isZero();

    List<String> lines = out.toString().lines().toList();
    assertThat(lines.get(1))
        .startsWith("delivery   the daemon refuses our token: wrong, since 2026-11-23T10:00:00Z;")
        .contains("the circuit breaker is open; next try in 59");
    JsonNode json = Json.parse(lines.get(7).getBytes(UTF_8));
    assertThat(json.path("proxy").path("running").asBoolean()).isTrue();
    JsonNode delivery = json.path("delivery");
    assertThat(delivery.path("state").asText()).isEqualTo("blocked");
    assertThat(delivery.path("next_try").asText()).isEqualTo(next.toString());
    assertThat(delivery.path("counters").path("breaker_changes").path("closed_to_open").asInt())
        .isEqualTo(1);
  }

  @Test
  void status_eventsFlow() throws Exception {
    installation.proxyLives();
    proxySays(
        "{\"link\": {\"obstacle\": \"\", \"breaker\": \"closed\"},"
            + " \"counters\": {\"seen\": 3, \"delivered\": 2}}");

    assertThat(run("status")).isZero();

    assertThat(out.toString())
        .contains("delivery   events flow\n")
        .contains("seen       3 files, 2 of them delivered, since the proxy began\n");
  }

  @Test
  void status_proxyThatCouldNotStart_saysWhyAndWhenItIsTriedAgain() throws Exception {
    installation.proxyPid("1 1\n");
    new StopRecord(Instant.parse("2026-11-23T10:00:00Z"), "no room", true)
        .write(installation.home().resolve("run/proxy-stop.json"));
    Files.createFile(refused());

    assertThat(run("status")).isZero();

    assertThat(out.toString())
        .contains("does not run; it could not start", "it cannot start: no room");
  }

  @Test
  void status_homeThatCannotBeUsed_saysSoAndChangesNothing() throws Exception {
    installation.makeHome();
    Files.writeString(installation.home().resolve("layout"), "99\n");

    assertThat(run("status")).isZero();
    assertThat(run("status", "--json")).isZero();

    assertThat(out.toString())
        .contains("does not run; none can start: ", "a newer MPM Monitor has used this home")
        .contains("\"outlook\":\"none can start");
    assertThat(installation.home().resolve("run")).doesNotExist();
  }

  @Test
  void status_homeThatIsALinkOthersMayHaveMade_isRefusedByItsName() throws Exception {
    Path parent = Files.createDirectory(folder.resolve("open"));
    Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path link = Files.createSymbolicLink(parent.resolve("home"), folder);
    installation.environment().put("MPM_MONITOR_HOME", link.toString());

    assertThat(run("status")).isEqualTo(1);

    assertThat(err.toString()).startsWith("mpm-hook: " + link + " is a link");
  }

  @Test
  void flush_afterARefusal_triesAtOnce() throws Exception {
    installation.proxyLives();
    new SpoolWriter(installation.spool()).write("stop", Files.newInputStream(someFile()));
    Files.createFile(refused());

    run("flush", "--timeout", "0");

    assertThat(refused()).doesNotExist();
  }

  /** A script without a start time to go by takes it for the proxy, whoever it is. */
  @Test
  void flush_proxyWhoseNumberAnotherProcessHas_isForgotten() throws Exception {
    installation.proxyPid(ProcessHandle.current().pid() + " -\n");
    Path named = installation.home().resolve("run/proxy.pid");
    Files.setLastModifiedTime(named, FileTime.from(Instant.now().minus(Duration.ofDays(9))));
    new SpoolWriter(installation.spool()).write("stop", Files.newInputStream(someFile()));

    run("flush", "--timeout", "0");

    assertThat(named).doesNotExist();
  }

  @Test
  void flush_proxyThatLives_keepsItsName() throws Exception {
    installation.proxyPid(ProcessHandle.current().pid() + " -\n");
    new SpoolWriter(installation.spool()).write("stop", Files.newInputStream(someFile()));

    run("flush", "--timeout", "0");

    assertThat(installation.home().resolve("run/proxy.pid")).exists();
  }

  private Path refused() {
    return installation.home().resolve("run/proxy.refused");
  }

  @Test
  void status_whatADeadProxySaid_isNotTheStateOfThings() throws Exception {
    installation.proxyPid("1 1\n");
    proxySays("{\"link\": {\"obstacle\": \"\", \"breaker\": \"closed\"}, \"counters\": {}}");

    assertThat(run("status")).isZero();
    assertThat(run("status", "--json")).isZero();

    assertThat(out.toString())
        .contains("delivery   none while no proxy runs", "\"state\":\"none\"");
  }

  @Test
  void flush_emptySpool_isDoneAtOnce() {
    assertThat(run("flush")).isZero();
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void flush_eventsThatNobodyTakes_saysHowMany() throws Exception {
    installation.proxyLives();
    new SpoolWriter(installation.spool()).write("stop", Files.newInputStream(someFile()));

    assertThat(run("flush", "--timeout", "0")).isEqualTo(1);

    assertThat(err.toString()).contains("1 event is still waiting after 0 s; a proxy is at work");
  }

  @Test
  void flush_somethingStandsInTheWay_saysWhat() throws Exception {
    installation.proxyLives();
    new SpoolWriter(installation.spool()).write("stop", Files.newInputStream(someFile()));
    proxySays("{\"link\": {\"obstacle\": \"the daemon is full\"}, \"counters\": {}}");

    assertThat(run("flush", "--timeout", "0")).isEqualTo(1);

    assertThat(err.toString()).contains("1 event is still waiting after 0 s; the daemon is full");
  }

  @Test
  void status_saysWhatWasDroppedAndWhy() throws Exception {
    installation.proxyLives();
    proxySays("{\"link\": {}, \"counters\": {\"dropped_for\": {\"age\": 12, \"bytes\": 400}}}");

    assertThat(run("status")).isZero();

    assertThat(out.toString())
        .contains("dropped    12 for age, 400 for bytes since the proxy began\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "86401", "soon"})
  void flush_timeoutBeyondItsLimits_isRefused(String timeout) {
    assertThat(run("flush", "--timeout=" + timeout)).isEqualTo(2);
    assertThat(err.toString()).contains(timeout);
  }

  @Test
  void relativeHome_isRefusedByItsName() {
    installation.environment().put("MPM_MONITOR_HOME", "relative");

    assertThat(run("status")).isEqualTo(1);

    assertThat(err.toString()).contains("MPM_MONITOR_HOME must be an absolute path: relative");
  }

  @Test
  void completion_knowsTheCommands() {
    assertThat(run("completion")).isZero();
    assertThat(out.toString()).contains("flush", "--timeout");
  }

  @Test
  void completion_hasHelpLikeAllOthers() {
    assertThat(run("completion", "--help")).isZero();
    assertThat(out.toString()).startsWith("Usage: mpm-hook completion");
  }

  @Test
  void version_isOneLine() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).startsWith("mpm-hook ").hasLineCount(1);
  }

  private void proxySays(String json) throws Exception {
    Files.writeString(installation.home().resolve("run/proxy.json"), json);
  }

  private Path someFile() throws Exception {
    return Files.writeString(folder.resolve("event"), "{}");
  }

  private int run(String... arguments) {
    CommandLine command = HookCommand.commandLine(Map.copyOf(installation.environment()));
    return command
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
