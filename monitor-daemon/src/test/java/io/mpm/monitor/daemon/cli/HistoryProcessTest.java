package io.mpm.monitor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.RawClient;
import io.mpm.monitor.daemon.lifecycle.DaemonFiles;
import io.mpm.monitor.daemon.lifecycle.RunningDaemon;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.delivery.BatchAck;
import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.ProcessIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real daemon with a history, killed and started again. */
class HistoryProcessTest {

  static {
    // Processes take their time on a machine that is busy with other things.
    Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
  }

  private static final Path RECORDING = Path.of("src/test/resources/fixtures/explore.ndjson");

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private MonitorHome home;
  private Map<String, String> environment;
  private String port;

  @BeforeEach
  void nameHomeAndPort() throws Exception {
    home = new MonitorHome(folder.resolve("home"));
    environment = CommandRun.environment(home.root());
    environment.put("MPM_MONITOR_HISTORY", "true");
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = String.valueOf(probe.getLocalPort());
    }
  }

  @AfterEach
  void end() {
    run("stop");
  }

  private CommandRun run(String... arguments) {
    return CommandRun.of(environment, folder, arguments);
  }

  private RunningDaemon start() throws IOException {
    CommandRun started = run("start", "--port", port);
    assertThat(started.exitCode()).as(started.err()).isZero();
    return RunningDaemon.find(new DaemonFiles(home)).orElseThrow();
  }

  private void kill(RunningDaemon daemon) {
    ProcessIdentity process = daemon.record().process();
    process.find().orElseThrow().destroyForcibly();
    await().until(() -> !process.isAlive());
  }

  private HttpResponse<String> get(String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Authorization", "Bearer " + run("token").out().strip())
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static ObjectNode batch(List<String> ids) {
    ObjectNode batch = Json.object().put("v", 1).put("producer", "test");
    for (String id : ids) {
      ObjectNode event = batch.withArray("events").addObject();
      event.put("id", id).put("timestamp", "2026-11-22T23:27:09.948Z").put("hook", "stop");
      event.putObject("data").put("session_id", "s");
    }
    return batch;
  }

  @Test
  void start_leavesNoLibrary() throws Exception {
    start();

    assertThat(libraries()).isEmpty();
  }

  private List<Path> libraries() throws IOException {
    try (Stream<Path> files = Files.list(home.root())) {
      return files.filter(file -> file.getFileName().toString().startsWith("sqlite-")).toList();
    }
  }

  @Test
  void d10_killed_everyAcknowledgedEventIsThereAndStaysKnown() throws Exception {
    RunningDaemon daemon = start();
    List<String> acknowledged = new ArrayList<>();
    CompletableFuture<Void> killer = null;
    try {
      for (int round = 0; round < 10_000; round++) {
        List<String> ids = List.of(round + "-a", round + "-b", round + "-c");
        assertThat(daemon.publish(batch(ids)).accepted()).isEqualTo(3);
        acknowledged.addAll(ids);
        if (round == 200) {
          killer = CompletableFuture.runAsync(() -> kill(daemon));
        }
      }
    } catch (IOException e) {
      // Its process is gone, in the middle of a batch.
    }
    assertThat(killer).isNotNull();
    killer.join();
    String stream = "";
    RunningDaemon next = start();

    List<String> held = new ArrayList<>();
    long since = 0;
    for (boolean more = true; more; ) {
      JsonNode page = Json.parse(get("/api/v1/events?limit=1000&since=" + since).body());
      for (JsonNode event : page.path("events")) {
        assertThat(event.path("seq").asLong()).isEqualTo(held.size() + 1);
        held.add(event.path("id").asText());
      }
      since = page.path("next").asLong();
      more = page.path("more").asBoolean();
      stream = page.path("stream").asText();
    }
    assertThat(held).startsWith(acknowledged.toArray(new String[0])).doesNotHaveDuplicates();
    // Of the batch that was under way, any part may be there: nobody was told that it is.
    assertThat(held.size() - acknowledged.size()).isBetween(0, 3);

    BatchAck again = next.publish(batch(held.subList(held.size() - 3, held.size())));
    assertThat(again.duplicates()).isEqualTo(3);
    run("restart");
    assertThat(Json.parse(get("/api/v1/events?limit=1").body()).path("stream").asText())
        .isEqualTo(stream);
  }

  @Test
  void d10_sigtermAmidABroadcast_endsInOrder_andWhoComesBackHasEachEventOnce() throws Exception {
    RunningDaemon daemon = start();
    List<String> acknowledged = new ArrayList<>();
    List<String> seen;
    try (RawClient reader = reader(0)) {
      CompletableFuture<Void> signal =
          CompletableFuture.runAsync(
              () -> {
                await().until(() -> reader.liveIds().size() > 300);
                daemon.record().process().find().orElseThrow().destroy();
              });
      assertThatThrownBy(
              () -> {
                for (int round = 0; round < 100_000; round++) {
                  List<String> ids = List.of(round + "-a", round + "-b", round + "-c");
                  assertThat(daemon.publish(batch(ids)).accepted()).isEqualTo(3);
                  acknowledged.addAll(ids);
                }
              })
          .isInstanceOf(IOException.class);
      signal.join();
      await().until(reader::isClosed);
      await().until(() -> !daemon.record().process().isAlive());
      seen = reader.liveIds();
    }
    assertThat(home.daemonRecord()).doesNotExist();
    assertThat(run("status").out()).contains(": SIGTERM");

    RunningDaemon next = start();
    try (RawClient again = reader(seen.size())) {
      assertThat(next.publish(batch(List.of("after"))).accepted()).isEqualTo(1);
      await().until(() -> again.liveIds().contains("after"));
      List<String> all = new ArrayList<>(seen);
      all.addAll(again.liveIds());
      assertThat(all).startsWith(acknowledged.toArray(new String[0])).doesNotHaveDuplicates();
      assertThat(all.size() - acknowledged.size()).isBetween(1, 4);
    }
  }

  /** A client that has said which events it has. */
  private RawClient reader(long since) {
    RawClient client = RawClient.open(Integer.parseInt(port), "");
    String token = run("token").out().strip();
    client.send("40{\"token\":\"" + token + "\",\"role\":\"dashboard\",\"v\":1}");
    return client.send("42[\"subscribe\",{\"batch\":true,\"since\":" + since + "}]");
  }

  @Test
  void replay_exportedOrRecorded_doublesNothing() throws Exception {
    start();
    CommandRun first = run("replay", RECORDING.toString());
    assertThat(first.out())
        .as(first.err())
        .isEqualTo("replayed 36 events: 36 new, 0 known already, 0 refused\n");
    assertThat(run("replay", RECORDING.toString()).out())
        .isEqualTo("replayed 36 events: 0 new, 36 known already, 0 refused\n");

    String session = "cbca1fbd-fa5e-4cd7-82b5-8236145a7e09";
    String exported = get("/api/v1/sessions/" + session + "/export").body();
    Path export = Files.writeString(folder.resolve("export.ndjson"), exported);
    run("restart");
    assertThat(run("replay", export.toString()).out())
        .isEqualTo("replayed 36 events: 0 new, 36 known already, 0 refused\n");

    run("stop");
    Files.delete(home.history());
    start();
    assertThat(run("replay", export.toString()).out())
        .isEqualTo("replayed 36 events: 36 new, 0 known already, 0 refused\n");
    assertThat(get("/api/v1/sessions/" + session + "/export").body()).isEqualTo(exported);
  }

  @Test
  void replay_recordingWithSecrets_showsNone() throws Exception {
    start();
    String secret = "ghp_" + "aB3dE6gH9".repeat(4);
    Path recorded =
        Files.writeString(
            folder.resolve("secrets.ndjson"),
            """
            {"hook_event_name":"UserPromptSubmit","session_id":"s","prompt":"use %s please"}
            """
                .formatted(secret));

    assertThat(run("replay", recorded.toString()).out()).contains("1 new");

    assertThat(get("/api/v1/events").body()).contains("[redacted:").doesNotContain(secret);
  }

  @Test
  void replay_goesByTheUsersRulesAndExceptions() throws Exception {
    home.prepare();
    String allowed = "ghp_" + "aB3dE6gH9".repeat(4);
    Files.writeString(
        home.config(),
        """
        redaction:
          rules: |
            acme ACME-[0-9]{6}
          allow: |
            ghp_aB3.*
        """);
    start();
    Path recorded =
        Files.writeString(
            folder.resolve("own.ndjson"),
            """
            {"hook_event_name":"UserPromptSubmit","session_id":"s","prompt":"ACME-123456 %s"}
            """
                .formatted(allowed));

    assertThat(run("replay", recorded.toString()).out()).contains("1 new");

    assertThat(get("/api/v1/events").body())
        .contains("[redacted:acme] " + allowed)
        .doesNotContain("ACME-123456");
  }

  @Test
  void replay_brokenLine_isNamed() throws Exception {
    start();
    Path broken = Files.writeString(folder.resolve("broken.ndjson"), "\n{\"hello\":1}\n");

    CommandRun refused = run("replay", broken.toString());

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err())
        .isEqualTo(
            "mpm-monitord: "
                + broken
                + " line 2 is neither an exported event nor a hook's payload\n");
  }

  @Test
  void replay_noDaemonOrNoFile_isSaid() {
    assertThat(run("replay", RECORDING.toString()).exitCode()).isEqualTo(3);
    assertThat(run("replay", folder.resolve("none").toString()).err())
        .contains("none: there is no such file");
  }

  @Test
  void start_damagedHistory_isRefusedWithAdvice() throws Exception {
    home.prepare();
    Files.writeString(home.history(), "no database ".repeat(500));

    CommandRun refused = run("start", "--port", port);

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err())
        .contains("history.db: is damaged or no history; move it away to begin a new one");
  }
}
