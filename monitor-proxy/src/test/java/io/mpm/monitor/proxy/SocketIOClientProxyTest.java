package io.mpm.monitor.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.home.DaemonRecord;
import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.ProcessIdentity;
import io.mpm.monitor.protocol.home.StopRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole proxy against a real Socket.IO server. */
class SocketIOClientProxyTest {

  private static final Duration LONG = Duration.ofSeconds(60);
  private final Instant then = Instant.now().minus(Duration.ofHours(1));

  @TempDir Path folder;
  private MonitorHome home;
  private SpoolWriter spool;
  private final ScriptedDaemon daemon = new ScriptedDaemon();
  private final CompletableFuture<StopRecord> stopped = new CompletableFuture<>();
  private final Thread proxy = new Thread(this::live, "test-proxy");

  @BeforeEach
  void makeHome() throws IOException {
    home = new MonitorHome(folder.resolve("home"));
    home.prepare();
    spool = new SpoolWriter(home.spool());
  }

  @AfterEach
  void stopAll() throws Exception {
    boolean began = proxy.getState() != Thread.State.NEW;
    proxy.interrupt();
    proxy.join();
    daemon.close();
    // Where the home was taken away, its account went with it.
    if (began && Files.exists(home.root())) {
      Conservation.assertHolds(home);
    }
  }

  @Test
  void backlog_arrivesOnceAndInOrder() throws Exception {
    int files = 10_000;
    writeNumbered(files);

    daemon.startIn(home);
    proxy.start();

    await().atMost(LONG).until(() -> daemon.held().size() == files && spooled() == 0);
    assertThat(numbers(daemon.held())).isEqualTo(IntStream.range(0, files).boxed().toList());
    assertThat(sent(daemon.batches)).isEqualTo(files);
    JsonNode counters = countersAtTheEnd();
    assertThat(counters.path("seen").asInt()).isEqualTo(files);
    assertThat(counters.path("delivered").asInt()).isEqualTo(files);
    assertThat(counters.path("waiting").asInt()).isZero();
  }

  @Test
  void daemonRestartsInTheMiddle_nothingIsLostOrDoubled() throws Exception {
    int files = 3_000;
    writeNumbered(files);
    AtomicBoolean restarted = new AtomicBoolean();
    daemon
        .onPublish(
            (client, batch, ack) -> {
              if (daemon.batches.size() >= 4 && !restarted.get()) {
                // Holds it and dies before it can say so.
                daemon.hold(batch);
                client.disconnect();
                if (daemon.batches.size() == 4) {
                  new Thread(daemon::stop, "daemon-dies").start();
                }
              } else {
                daemon.accept(client, batch, ack);
              }
            })
        .startIn(home);
    proxy.start();

    await().atMost(LONG).until(daemon::isStopped);
    assertThat(daemon.held()).hasSize(4 * 256);
    restarted.set(true);
    daemon.startIn(home);

    await().atMost(LONG).until(() -> daemon.held().size() == files && spooled() == 0);
    assertThat(numbers(daemon.held())).isEqualTo(IntStream.range(0, files).boxed().toList());
    assertThat(daemon.batches.get(4).path("events"))
        .as("the same batch again")
        .isEqualTo(daemon.batches.get(3).path("events"));
    assertThat(countersAtTheEnd().path("duplicates").asInt()).isEqualTo(256);
  }

  @Test
  void counters_reachTheDaemonAndAddUpOnceThereIsQuiet() throws Exception {
    daemon.startIn(home);
    spool.event("{\"n\":1}");
    spool.event("[1]");
    proxy.start();

    await()
        .atMost(LONG)
        .until(
            () ->
                daemon.lastCounters().path("set_aside").asInt() == 1
                    && daemon.lastCounters().path("waiting").asInt(1) == 0);

    JsonNode counters = daemon.lastCounters();
    assertThat(counters.path("seen").asInt()).isEqualTo(2);
    assertThat(counters.path("delivered").asInt()).isEqualTo(1);
    assertThat(counters.path("breaker").path("closed").asInt()).isEqualTo(1);
    assertThat(daemon.held()).hasSize(1);
    int batches = daemon.batches.size();
    spool.event("{\"n\":2}");
    await().atMost(LONG).until(() -> daemon.lastCounters().path("delivered").asInt() == 2);
    assertThat(daemon.batches.size())
        .as("one with the event, one with the counters")
        .isEqualTo(batches + 2);
  }

  @Test
  void daemonComesLate_isNoticed() throws Exception {
    spool.event("{\"n\":1}");
    proxy.start();
    await().atMost(LONG).until(() -> Files.exists(home.proxyPid()));

    daemon.startIn(home);

    await().atMost(LONG).until(() -> daemon.held().size() == 1);
    assertThat(daemon.held().get(0).path("hook").asText()).isEqualTo("stop");
  }

  @Test
  void a20_strangerOnThePortOfADeadDaemon_hearsNothing() throws Exception {
    try (ServerSocket stranger = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ProcessIdentity us = ProcessIdentity.current();
      ProcessIdentity dead =
          new ProcessIdentity(us.pid(), us.started().minus(Duration.ofHours(1)), Optional.empty());
      new DaemonRecord(dead, stranger.getLocalPort(), "0.1.0", 1).write(home.daemonRecord());
      spool.event("{\"n\":1}");
      proxy.start();
      await().atMost(LONG).until(() -> Files.exists(home.proxyRecord()));

      daemon.startIn(home);

      await().atMost(LONG).until(() -> daemon.held().size() == 1);
      stranger.setSoTimeout(1);
      assertThatThrownBy(stranger::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void h4_homeOpenToEverybody_isClosedAndWhatStrangersPutThereIsNotOurs() throws Exception {
    Set<PosixFilePermission> open = PosixFilePermissions.fromString("rwxrwxrwx");
    Files.setPosixFilePermissions(home.root(), open);
    Files.setPosixFilePermissions(home.spool(), open);
    spool.event("{\"n\":1}");
    Path foreign = spool.file("stop.1.foreign", "{\"n\":2}");
    boolean root = System.getProperty("user.name").equals("root");
    if (root) {
      Files.setAttribute(foreign, "unix:uid", 65534);
    } else {
      Files.delete(foreign);
    }
    daemon.startIn(home);
    proxy.start();

    await().atMost(LONG).until(() -> daemon.held().size() == 1 && spooled() == 0);

    assertThat(numbers(daemon.held())).containsExactly(1);
    assertThat(Files.exists(foreign)).isEqualTo(root);
    for (Path folder : List.of(home.root(), home.spool())) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
          .as("%s", folder)
          .isEqualTo("rwx------");
    }
  }

  @Test
  void halfWrittenFile_waitsAndBlocksNobody() throws Exception {
    daemon.startIn(home);
    Path half = spool.file("pre-tool.7.half", "{\"n\":\"sl");
    proxy.start();
    spool.event("{\"n\":\"quick\"}");
    await().atMost(LONG).until(() -> daemon.held().size() == 1);

    Files.writeString(half, "ow\"}\n", StandardOpenOption.APPEND);

    await().atMost(LONG).until(() -> daemon.held().size() == 2);
    assertThat(daemon.held())
        .extracting(event -> event.path("data").path("n").asText())
        .containsExactly("quick", "slow");
  }

  @Test
  void h7_partOfAnEvent_andOtherUnusableFiles_areSetAsideAndCounted() throws Exception {
    daemon.startIn(home);
    spool.file("stop.1.cut", "{\"cut\":");
    spool.file("stop.2.empty", "");
    spool.file("stop.3.list", "[{}]");
    spool.file("not ours", "{}");
    Files.createDirectory(home.spool().resolve("stop.4.folder"));
    Files.createSymbolicLink(home.spool().resolve("stop.5.link"), home.token());
    spool.event("{\"fine\":true}");
    proxy.start();

    await().atMost(LONG).until(() -> SpoolStatus.of(home).equals(new SpoolStatus(0, 0, 3, 0)));
    await().atMost(LONG).until(() -> daemon.held().size() == 1);

    JsonNode counters = countersAtTheEnd();
    assertThat(counters.path("set_aside_for").path("incomplete").asInt()).isEqualTo(2);
    assertThat(counters.path("set_aside_for").path("no_event").asInt()).isEqualTo(1);
    assertThat(home.spool().resolve("not ours")).exists();
    assertThat(home.spool().resolve("stop.5.link")).isSymbolicLink();
    assertThat(home.spool().resolve("aside/stop.2.empty.why")).exists();
  }

  @Test
  void rejectedEvents_areSetAsideWithTheReason() throws Exception {
    daemon
        .onPublish(
            (client, batch, ack) ->
                ack.sendAckData(
                    Map.of(
                        "v",
                        1,
                        "accepted",
                        0,
                        "duplicates",
                        0,
                        "rejected",
                        1,
                        "rejections",
                        List.of(
                            Map.of(
                                "id",
                                batch.path("events").path(0).path("id").asText(),
                                "reason",
                                "too odd")))))
        .startIn(home);
    Path odd = spool.event("{\"odd\":1}");
    proxy.start();

    await().atMost(LONG).until(() -> SpoolStatus.of(home).setAside() == 1);

    assertThat(home.spool().resolve("aside").resolve(odd.getFileName() + ".why"))
        .content()
        .contains("too odd");
    assertThat(countersAtTheEnd().path("rejected").asInt()).isEqualTo(1);
  }

  @Test
  void enormousFile_isCutAndHoldsNobodyUp() throws Exception {
    daemon.startIn(home);
    String content = "x".repeat(20 << 20);
    spool.event("{\"session_id\":\"s\",\"tool_input\":{\"content\":\"" + content + "\"}}", then);
    spool.event("{\"n\":2}");
    proxy.start();

    await().atMost(LONG).until(() -> daemon.held().size() == 2);

    String arrived = daemon.held().get(0).path("data").path("tool_input").path("content").asText();
    assertThat(arrived).hasSizeLessThan(70_000).endsWith(" characters]");
  }

  @Test
  void p9_secondProxy_returnsAtOnceAndNamesTheFirst() throws Exception {
    proxy.start();
    await().atMost(LONG).until(() -> Files.exists(home.proxyPid()));

    StopRecord second =
        SocketIOClientProxy.run(home, Map.of(), TestSettings.PROGRAM, TestSettings.NO_HEIR);

    assertThat(second.reason()).contains("pid " + ProcessHandle.current().pid());
    assertThat(home.proxyPid()).exists();
    assertThat(proxy.isAlive()).isTrue();
  }

  @Test
  void homeTakenAway_ends() throws Exception {
    proxy.start();
    await().atMost(LONG).until(() -> Files.exists(home.proxyPid()));

    Files.move(home.root(), folder.resolve("elsewhere"));

    assertThat(stopped).succeedsWithin(LONG);
    assertThat(stopped.join().reason()).contains("home is gone");
    assertThat(home.root()).doesNotExist();
  }

  @Test
  void homeThatCannotBeUsed_isRefusedAndSaid() throws Exception {
    Files.createDirectory(home.proxyRecord());

    assertThatIOException()
        .isThrownBy(
            () ->
                SocketIOClientProxy.run(
                    home, Map.of(), TestSettings.PROGRAM, TestSettings.NO_HEIR));

    assertThat(StopRecord.read(home.proxyStop()).orElseThrow().refused()).isTrue();
    assertThat(home.proxyPid()).doesNotExist();
  }

  @Test
  void idleProcess_exitsByItselfAndSaysWhy() throws Exception {
    daemon.startIn(home);
    spool.event("{\"n\":1}");
    Process process = ProxyProcess.start(home, 2);
    try {
      await().atMost(LONG).until(() -> daemon.held().size() == 1);

      assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("no thread holds it").isTrue();
      assertThat(process.exitValue()).isZero();
      assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .contains("no event for")
          .contains("the spool is empty");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void terminatedProcess_endsInOrder() throws Exception {
    daemon.startIn(home);
    Process process = ProxyProcess.start(home, 600);
    try {
      spool.event("{\"n\":1}");
      await().atMost(LONG).until(() -> daemon.held().size() == 1);
      assertThat(Files.readString(home.proxyPid())).startsWith(process.pid() + " ");

      process.destroy();

      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(StopRecord.read(home.proxyStop()).orElseThrow().reason()).contains("told to end");
      assertThat(home.proxyPid()).doesNotExist();
      assertThat(counters().path("delivered").asInt()).isEqualTo(1);
    } finally {
      process.destroyForcibly();
    }
  }

  private void live() {
    try {
      stopped.complete(
          SocketIOClientProxy.run(
              home,
              TestSettings.in(home, TestSettings.idleAfter(Duration.ofHours(1))),
              TestSettings.PROGRAM,
              TestSettings.NO_HEIR));
    } catch (IOException | InterruptedException e) {
      stopped.completeExceptionally(e);
    }
  }

  /** Four share a time, and the pids start anew every now and then. */
  private void writeNumbered(int files) throws IOException {
    for (int i = 0; i < files; i++) {
      Path file = spool.file("post-tool." + (i % 30_000 + 1) + ".u" + i, "{\"n\":" + i + "}");
      SpoolWriter.stamp(file, then.plusMillis(4L * (i / 4)));
    }
  }

  private long spooled() throws IOException {
    return SpoolStatus.of(home).waiting();
  }

  private JsonNode countersAtTheEnd() throws Exception {
    proxy.interrupt();
    proxy.join();
    JsonNode counters = Conservation.assertHolds(home);
    assertThat(counters.path("waiting").asLong()).isEqualTo(spooled());
    return counters;
  }

  private JsonNode counters() throws Exception {
    return Json.parse(Files.readAllBytes(home.proxyRecord())).path("counters");
  }

  private static List<Integer> numbers(List<JsonNode> events) {
    List<Integer> numbers = new ArrayList<>();
    events.forEach(event -> numbers.add(event.path("data").path("n").asInt()));
    return numbers;
  }

  private static int sent(List<JsonNode> batches) {
    return batches.stream().mapToInt(batch -> batch.path("events").size()).sum();
  }
}
