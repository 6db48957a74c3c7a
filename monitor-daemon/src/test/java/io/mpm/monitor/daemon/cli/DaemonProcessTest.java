package io.mpm.monitor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.RawClient;
import io.mpm.monitor.daemon.lifecycle.DaemonFiles;
import io.mpm.monitor.daemon.lifecycle.DaemonLauncher;
import io.mpm.monitor.daemon.lifecycle.RunningDaemon;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.home.DaemonRecord;
import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real daemon in a process of its own, from start to every kind of end. */
class DaemonProcessTest {

  static {
    // Processes take their time on a machine that is busy with other things.
    Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
  }

  /** Enough to start in, and less than the events that a daemon keeps. */
  private static final int TINY_HEAP_MB = 20;

  @TempDir Path folder;
  private MonitorHome home;
  private Map<String, String> environment;
  private String port;

  @BeforeEach
  void nameHomeAndPort() throws Exception {
    home = new MonitorHome(folder.resolve("home"));
    environment = CommandRun.environment(home.root());
    port = String.valueOf(freePort());
  }

  @AfterEach
  void end() {
    run("stop");
  }

  @Test
  void start_status_stop() throws Exception {
    CommandRun started = run("start", "--port", port);

    assertThat(started.exitCode()).as(started.err()).isZero();
    assertThat(started.out()).contains("mpm-monitord is running: http://127.0.0.1:" + port);
    assertThat(run("port").out()).isEqualTo(port + "\n");
    JsonNode status = Json.parse(run("status", "--json").out().strip());
    assertThat(status.path("running").asBoolean()).isTrue();
    assertThat(status.path("answers").asBoolean()).isTrue();
    assertThat(status.path("pid").asLong()).isEqualTo(pid());
    assertThat(status.path("events_received").asLong(-1)).isZero();
    assertThat(run("status").out())
        .contains(
            "events   0 received = 0 stored + 0 known already + 0 refused",
            "clients  0 connected",
            "memory   ");

    CommandRun stopped = run("stop");

    assertThat(stopped).isEqualTo(new CommandRun(0, "mpm-monitord has ended\n", ""));
    assertThat(home.daemonRecord()).doesNotExist();
    CommandRun after = run("status");
    assertThat(after.exitCode()).isEqualTo(3);
    assertThat(after.out()).contains("stopped by `mpm-monitord stop`");
  }

  @Test
  void install_whereTheUsersLanguageHasDigitsOfItsOwn_writesAnAddressAllTheSame() throws Exception {
    Path install = folder.resolve("install");
    Files.createDirectories(install.resolve("bin"));
    Files.writeString(install.resolve("bin/mpm-hook"), "#!/bin/sh\n").toFile().setExecutable(true);
    environment.put(
        "JDK_JAVA_OPTIONS", "-Duser.language=ar -Duser.country=EG -Dmpm.install=" + install);
    environment.put("HOME", folder.resolve("user").toString());
    environment.put("MPM_MONITOR_PORT", "18767");

    Process dryRun = process("install", "--mode", "http", "--dry-run");

    assertThat(dryRun.inputReader().lines()).anyMatch(line -> line.contains("127.0.0.1:18767/"));
  }

  @Test
  void start_runningAlready_isFineUnlessThePortDiffers() throws Exception {
    start();
    long first = pid();

    CommandRun again = run("start");
    assertThat(again.exitCode()).isZero();
    assertThat(again.out()).contains("is running already: http://127.0.0.1:" + port);
    CommandRun elsewhere = run("start", "--port", String.valueOf(freePort()));
    assertThat(elsewhere.exitCode()).isEqualTo(1);
    assertThat(elsewhere.err()).contains("runs on port " + port + " already").hasLineCount(1);
    assertThat(pid()).isEqualTo(first);
  }

  @Test
  void reload_logsMoreInTheSameProcess_andRefusesWhatDoesNotStand() throws Exception {
    start();
    long first = pid();
    Files.writeString(home.config(), "log:\n  debug: true\nhistory:\n  enabled: true\n");

    CommandRun reloaded = run("reload");

    assertThat(reloaded.exitCode()).as(reloaded.err()).isZero();
    assertThat(reloaded.out())
        .contains(
            "log.debug: false -> true (in force)",
            "history.enabled: false -> true (needs `mpm-monitord restart`)");
    assertThat(pid()).isEqualTo(first);
    Files.writeString(home.config(), "log:\n  debug: maybe\n");
    CommandRun refused = run("reload");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("log.debug: \"maybe\"", "true or false").hasLineCount(1);
    assertThat(pid()).isEqualTo(first);
    Files.delete(home.config());
  }

  @Test
  void reload_portOfTheFile_isNamedAtEachReload() throws Exception {
    Files.createDirectories(home.root());
    Files.writeString(home.config(), "socketio:\n  port: " + port + "\n");
    assertThat(run("start").exitCode()).isZero();
    int other = freePort();
    Files.writeString(home.config(), "socketio:\n  port: " + other + "\n");
    String change = "socketio.port: " + port + " -> " + other + " (needs `mpm-monitord restart`)";

    assertThat(run("reload").out()).contains(change);
    assertThat(run("reload").out()).contains(change);

    assertThat(run("restart").exitCode()).isZero();
    assertThat(run("port").out()).isEqualTo(other + "\n");
    Files.delete(home.config());
  }

  @Test
  void reload_rulesOfRedaction_countAtOnce_andOneThatCannotBeUsedChangesNothing() throws Exception {
    start();
    Files.writeString(home.config(), "redaction:\n  rules: acme ACME-[0-9]{6}\n");
    assertThat(run("reload").out()).contains("redaction.rules");
    Files.writeString(home.config(), "redaction:\n  rules: acme (\n");

    CommandRun refused = run("reload");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("acme").hasLineCount(1);
    Files.delete(home.config());
    HttpRequest hook =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/hooks"))
            .header("Authorization", "Bearer " + Tokens.readOrCreate(home).producer().reveal())
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"hook_event_name\":\"Stop\",\"session_id\":\"s\",\"x\":\"ACME-123456\"}"))
            .build();
    HttpClient http = HttpClient.newHttpClient();
    assertThat(http.send(hook, HttpResponse.BodyHandlers.discarding()).statusCode()).isEqualTo(204);
    HttpRequest held =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/events"))
            .header("Authorization", "Bearer " + Tokens.readOrCreate(home).owner().reveal())
            .build();
    assertThat(http.send(held, HttpResponse.BodyHandlers.ofString()).body())
        .contains("[redacted:acme]")
        .doesNotContain("ACME-123456");
  }

  @Test
  void restart_isAnotherProcessOnTheSamePort() throws Exception {
    start();
    long first = pid();

    CommandRun restarted = run("restart");

    assertThat(restarted.exitCode()).as(restarted.err()).isZero();
    assertThat(run("port").out()).isEqualTo(port + "\n");
    assertThat(pid()).isNotEqualTo(first);
  }

  @Test
  void start_unlessRunning_givesWayToTheOther() throws Exception {
    start();
    long first = pid();

    CommandRun second = run("start", "--foreground", "--unless-running", "--port", port);

    assertThat(second.exitCode()).as(second.err()).isZero();
    assertThat(run("start", "--foreground", "--port", port).exitCode()).isEqualTo(4);
    assertThat(pid()).isEqualTo(first);
  }

  @Test
  void restart_toATakenPort_leavesTheDaemonWhereItIs() throws Exception {
    start();
    long first = pid();
    try (ServerSocket squatter = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CommandRun refused = run("restart", "--port", String.valueOf(squatter.getLocalPort()));

      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.err()).contains("is taken by pid");
    }
    assertThat(pid()).isEqualTo(first);
    assertThat(run("status").exitCode()).isZero();
  }

  @Test
  void outOfMemory_endsTheDaemonAndStatusTellsIt() throws Exception {
    home.prepare();
    RunningDaemon daemon =
        new DaemonLauncher(
                new DaemonFiles(home), environment, DaemonMain.class.getName(), TINY_HEAP_MB)
            .launch(List.of("start", "--foreground", "--port", port));

    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 100; i++) {
                daemon.publish(sevenMegabytes(i));
              }
            })
        .as("more than fits into %d MB", TINY_HEAP_MB)
        .isInstanceOf(IOException.class);

    await()
        .untilAsserted(
            () ->
                assertThat(run("status").out())
                    .contains("is not running", "out of memory (Java heap space)"));
    assertThat(run("status").exitCode()).isEqualTo(3);
  }

  private static ObjectNode sevenMegabytes(int number) {
    ObjectNode batch = Json.object().put("v", 1).put("producer", "test");
    batch
        .putArray("events")
        .addObject()
        .put("id", "large-" + number)
        .put("timestamp", "2026-11-22T23:27:09.948Z")
        .put("hook", "notification")
        .putObject("data")
        .put("message", "x".repeat(7 << 20));
    return batch;
  }

  @Test
  void d10_sigterm_endsInOrder() throws Exception {
    start();

    assertThat(ProcessHandle.of(pid()).orElseThrow().destroy()).isTrue();

    await().untilAsserted(() -> assertThat(run("status").out()).contains(": SIGTERM"));
    assertThat(home.daemonRecord()).doesNotExist();
  }

  @Test
  void d10_sighup_endsInOrder() throws Exception {
    process(hearingHangups(), "start", "--foreground", "--port", port);
    await().until(() -> run("status").exitCode() == 0);

    new ProcessBuilder("kill", "-HUP", String.valueOf(pid())).start().waitFor();

    await().untilAsserted(() -> assertThat(run("status").out()).contains("terminal closed"));
  }

  @Test
  void d10_killed_statusSaysSo_andTheNextStartCleansUp() throws Exception {
    start();
    long killed = pid();

    ProcessHandle.of(killed).orElseThrow().destroyForcibly();

    await().untilAsserted(() -> assertThat(run("status").out()).contains("died without a word"));
    assertThat(run("status").exitCode()).isEqualTo(3);
    assertThat(run("start", "--port", port).exitCode()).isZero();
    assertThat(pid()).isNotEqualTo(killed);
  }

  @Test
  void stop_daemonThatDoesNotAnswer_isKilled() throws Exception {
    start();
    new ProcessBuilder("kill", "-STOP", String.valueOf(pid())).start().waitFor();

    assertThat(run("status").out()).contains("It does not answer");
    CommandRun stopped = run("stop");

    assertThat(stopped.exitCode()).isZero();
    assertThat(stopped.out()).contains("was killed");
    assertThat(run("status").out()).contains("killed: it did not end within 5 s");
  }

  @Test
  void d11_twoStartsAtOnce_giveOneDaemon() throws Exception {
    Callable<CommandRun> start = () -> run("start", "--port", port);
    ExecutorService starters = Executors.newFixedThreadPool(2);
    try {
      for (Future<CommandRun> started : starters.invokeAll(List.of(start, start))) {
        assertThat(started.get().exitCode()).as(started.get().err()).isZero();
        assertThat(started.get().out()).contains("http://127.0.0.1:" + port);
      }
    } finally {
      starters.shutdown();
    }

    // Its log is written after its record, by which the starts know it.
    await()
        .untilAsserted(
            () ->
                assertThat(home.logs().resolve("daemon.0.log"))
                    .content()
                    .containsOnlyOnce("listening on 127.0.0.1:" + port));
  }

  @Test
  void restart_ofWhatTheServiceRuns_isTheServices() throws Exception {
    Path units = Files.createDirectories(folder.resolve("user/.config/systemd/user"));
    Files.writeString(
        units.resolve("mpm-monitor.service"), "Environment=MPM_MONITOR_HOME=" + home.root() + "\n");
    Path tools = Files.createDirectories(folder.resolve("tools"));
    List<String> starts = commandLine("start", "--port", port);
    Files.writeString(
            tools.resolve("systemctl"),
            """
            #!/bin/sh
            echo "$*" >>'%s/asked'
            case $* in
              *is-active*) echo active ;;
              *start*) '%s' >/dev/null ;;
            esac
            """
                .formatted(folder, String.join("' '", starts)))
        .toFile()
        .setExecutable(true);
    environment.put("HOME", folder.resolve("user").toString());
    environment.remove("XDG_CONFIG_HOME");
    environment.put("PATH", tools + ":" + environment.get("PATH"));
    start();
    long first = pid();

    CommandRun restarted = run("restart");

    assertThat(restarted.exitCode()).as(restarted.err()).isZero();
    assertThat(restarted.out()).contains("mpm-monitord is running as the service: ");
    assertThat(pid()).isNotEqualTo(first);
    assertThat(folder.resolve("asked"))
        .hasContent("--user is-active mpm-monitor.service\n--user start mpm-monitor.service\n");
  }

  @Test
  void d11_secondInTheForeground_endsAtOnce() throws Exception {
    start();

    Process second = process("start", "--foreground", "--port", port);

    assertThat(second.errorReader().lines())
        .containsExactly(
            "mpm-monitord: mpm-monitord runs already: pid %d on port %s".formatted(pid(), port));
    assertThat(second.waitFor()).isEqualTo(4);
  }

  @Test
  void a20_squatterOnThePort_isNamed_andNeverSeesTheToken() throws Exception {
    try (ServerSocket squatter =
        new ServerSocket(Integer.parseInt(port), 1, InetAddress.getLoopbackAddress())) {
      CommandRun refused = run("start", "--port", port);

      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.err())
          .contains("port " + port + " is taken by pid " + ProcessHandle.current().pid())
          .hasLineCount(1);
      squatter.setSoTimeout(1);
      assertThat(run("stop").exitCode()).isZero();
      assertThat(run("open").exitCode()).isEqualTo(3);
      assertThatThrownBy(squatter::accept).isInstanceOf(SocketTimeoutException.class);
    }
    assertThat(home.daemonRecord()).doesNotExist();
  }

  @Test
  void a1_otherAddresses_areNotListenedTo() throws Exception {
    start();

    try (ServerSocket other =
        new ServerSocket(Integer.parseInt(port), 1, InetAddress.getByName("127.0.0.2"))) {
      assertThat(other.isBound()).isTrue();
    }
  }

  @Test
  void a18_token_isNowhereToBeSeen() throws Exception {
    start();
    String token = run("token").out().strip();
    HttpURLConnection wrong =
        (HttpURLConnection)
            URI.create("http://127.0.0.1:" + port + "/api/v1/shutdown?token=" + token + "x")
                .toURL()
                .openConnection();
    wrong.setRequestMethod("POST");
    assertThat(wrong.getResponseCode()).isGreaterThanOrEqualTo(400);

    assertThat(run("status", "--json").out()).doesNotContain(token);
    assertThat(run("status").out()).doesNotContain(token);
    assertThat(
            ProcessHandle.of(pid()).orElseThrow().info().commandLine().orElse("")
                + Files.readString(Path.of("/proc", String.valueOf(pid()), "environ")))
        .isNotEmpty()
        .doesNotContain(token);
    run("stop");
    try (Stream<Path> logs = Files.list(home.logs())) {
      assertThat(logs.toList())
          .hasSize(2)
          .allSatisfy(log -> assertThat(read(log)).doesNotContain(token));
    }
  }

  @Test
  void a18_whatIsRefused_isInNoLogNorAnswer_evenWhereStepsAreLogged() throws Exception {
    environment.put("MPM_MONITOR_DEBUG", "true");
    start();
    String token = run("token").out().strip();
    String body = "{\"prompt\":\"hush\",";
    String upgrade = "40{\"token\":\"%s\",\"role\":\"dashboard\",\"v\":1}".formatted(token);
    List<String> answers = new ArrayList<>();
    for (String authorization : List.of("Bearer hush", "Bearer " + token)) {
      for (String type : List.of("application/json", "text/plain", "hush")) {
        answers.add(post("/hooks/stop", authorization, type, body));
        answers.add(post("/hooks/stop?token=hush", authorization, type, body));
        answers.add(post("/hush?hush", authorization, type, body));
      }
    }
    for (String packet :
        List.of("42[\"publish\",{\"events\":\"hush\"", "42[\"hush\"]", "hush", "45hush", "2hush")) {
      try (RawClient client = RawClient.open(Integer.parseInt(port), "")) {
        client.send(upgrade).send(packet);
        await().until(() -> client.isClosed() || !client.packets().isEmpty());
      }
      try (RawClient client = RawClient.open(Integer.parseInt(port), "&hush=hush")) {
        client.send("40{\"token\":\"hush\",\"role\":\"hush\",\"v\":1}").send(packet);
        await().until(client::isClosed);
      }
    }
    assertThat(RawClient.handshakeStatus(Integer.parseInt(port), "&token=hush")).isEqualTo(401);
    run("stop");

    assertThat(answers).allSatisfy(answer -> assertThat(answer).doesNotContain("hush", token));
    try (Stream<Path> logs = Files.list(home.logs())) {
      assertThat(logs.toList())
          .hasSize(2)
          .allSatisfy(log -> assertThat(read(log)).doesNotContain("hush", token));
    }
    assertThat(home.logs().resolve("daemon.0.log")).content().contains("DEBUG");
  }

  /** The status and the body of the answer. */
  private String post(String path, String authorization, String type, String body)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Authorization", authorization)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isGreaterThanOrEqualTo(400);
    return answer.statusCode() + " " + answer.body();
  }

  @Test
  void start_foreignJvmOptions_doNotReachTheDaemon() throws Exception {
    environment.put("JAVA_TOOL_OPTIONS", "-Dmpm.foreign=yes");

    start();

    assertThat(home.logs().resolve("daemon.out")).content().doesNotContain("Picked up");
  }

  @Test
  void token_rotatedWhileRunning_saysHowItCounts_andStopStillWorks() throws Exception {
    start();

    assertThat(run("token", "--rotate").err()).contains("`mpm-monitord restart`");
    assertThat(run("stop").out()).isEqualTo("mpm-monitord has ended\n");
    assertThat(run("status").out()).contains("SIGTERM");
  }

  @Test
  void logsFollow_printsWhatIsAdded_untilTheReaderLeaves() throws Exception {
    start();
    Process logs = process("logs", "-f");
    try {
      await().atMost(Duration.ofSeconds(60)).until(() -> logs.inputReader().ready());
      assertThat(logs.inputReader().readLine()).contains("listening on 127.0.0.1:" + port);
      run("stop");
      assertThat(logs.inputReader().readLine()).contains("ending: stopped by");
    } finally {
      logs.destroyForcibly().waitFor();
    }
  }

  private void start() {
    CommandRun started = run("start", "--port", port);
    assertThat(started.exitCode()).as(started.err()).isZero();
  }

  private CommandRun run(String... arguments) {
    return CommandRun.of(environment, folder, arguments);
  }

  private static List<String> commandLine(String... arguments) {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                MonitordMain.class.getName()));
    line.addAll(List.of(arguments));
    return line;
  }

  /** The command line in a process of its own. */
  private Process process(String... arguments) throws IOException {
    return process(List.of(), arguments);
  }

  private Process process(List<String> prefix, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(commandLine(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  /**
   * Under nohup a process ignores SIGHUP, and so do those that it starts, as their user wants it.
   */
  private static List<String> hearingHangups() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return List.of();
    }
    try (Stream<String> lines = Files.lines(status)) {
      boolean deaf =
          lines
              .filter(line -> line.startsWith("SigIgn:"))
              .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 1) == 1);
      return deaf ? List.of("env", "--default-signal=HUP") : List.of();
    }
  }

  private long pid() throws IOException {
    return DaemonRecord.read(home.daemonRecord()).orElseThrow().process().pid();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }
}
