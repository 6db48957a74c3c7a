package io.mpm.monitor.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.ProxyPid;
import io.mpm.monitor.protocol.home.StopRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A proxy of one version, and then one of another, as processes. */
class HandOverTest {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int EVENTS = 3_000;

  @TempDir Path folder;
  private final Instant then = Instant.now().minusSeconds(3600);
  private final ScriptedDaemon daemon = new ScriptedDaemon();
  private final List<Process> proxies = new ArrayList<>();
  private MonitorHome home;

  @BeforeEach
  void makeHome() throws IOException {
    home = new MonitorHome(folder.resolve("home"));
    home.prepare();
  }

  @AfterEach
  void stop() throws InterruptedException {
    for (Process proxy : proxies) {
      proxy.destroyForcibly().waitFor();
    }
    daemon.close();
  }

  @Test
  void newerVersionWhileDraining_takesOverAtOnceAndNothingIsLostOrDoubled() throws Exception {
    SpoolWriter spool = new SpoolWriter(home.spool());
    for (int i = 0; i < EVENTS; i++) {
      spool.event("{\"n\":" + i + "}", then.plusMillis(i));
    }
    daemon.startIn(home);
    Process old = start("0.9.0");
    await().atMost(LONG).until(() -> !daemon.held().isEmpty());
    Process successor = start("0.10.0");

    assertThat(old.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(said(old)).contains("replaced by 0.10.0");
    assertThat(StopRecord.read(home.proxyStop()).orElseThrow().reason())
        .isEqualTo("replaced by 0.10.0");
    spool.event("{\"n\":" + EVENTS + "}");
    await().atMost(LONG).until(() -> daemon.held().size() == EVENTS + 1);
    await().atMost(LONG).until(() -> SpoolStatus.of(home).waiting() == 0);

    assertThat(numbers()).isEqualTo(IntStream.rangeClosed(0, EVENTS).boxed().toList());
    assertThat(sent()).as("none went twice").isEqualTo(EVENTS + 1);
    assertThat(ProxyPid.findAlive(home).orElseThrow().pid()).isEqualTo(successor.pid());
    assertThat(home.logs().resolve("proxy.0.log")).content().contains("0.9.0", "0.10.0");
    assertThat(home.logs()).as("no second log").isDirectoryNotContaining("glob:**/*.log.1");
  }

  @Test
  void olderVersion_leavesTheNewerOneAlone() throws Exception {
    daemon.startIn(home);
    Process newer = start("0.10.0");
    await().atMost(LONG).until(() -> ProxyPid.findAlive(home).isPresent());
    Process older = start("0.9.0");

    assertThat(older.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(said(older)).contains("another proxy works", "pid " + newer.pid(), "0.10.0");
    new SpoolWriter(home.spool()).event("{}");
    await().atMost(LONG).until(() -> daemon.held().size() == 1);
    assertThat(newer.isAlive()).isTrue();
    assertThat(home.logs().resolve("proxy.0.log")).content().contains("0.10.0");
    assertThat(home.logs()).as("no second log").isDirectoryNotContaining("glob:**/*.log.1");
  }

  private Process start(String version) throws Exception {
    Process proxy = ProxyProcess.start(home, 600, version);
    proxies.add(proxy);
    return proxy;
  }

  private List<Integer> numbers() {
    return daemon.held().stream().map(event -> event.path("data").path("n").asInt()).toList();
  }

  private int sent() {
    return daemon.batches.stream()
        .map(batch -> batch.path("events"))
        .mapToInt(JsonNode::size)
        .sum();
  }

  private static String said(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
