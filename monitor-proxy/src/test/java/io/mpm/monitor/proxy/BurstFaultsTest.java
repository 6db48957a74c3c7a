package io.mpm.monitor.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.home.MonitorHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More events than a machine full of sessions makes, into a proxy with a heap of 48 MB. */
class BurstFaultsTest {

  private static final Duration LONG = Duration.ofMinutes(2);
  private static final int SESSIONS = 4;
  private static final int EVENTS_EACH = 10_000;

  @TempDir Path folder;
  private final ScriptedDaemon daemon = new ScriptedDaemon();
  private final ExecutorService writers = Executors.newFixedThreadPool(SESSIONS);
  private MonitorHome home;
  private Process proxy;

  @BeforeEach
  void makeHome() throws Exception {
    home = new MonitorHome(folder.resolve("home"));
    home.prepare();
    daemon.startIn(home);
    proxy = ProxyProcess.start(home, 600);
  }

  @AfterEach
  void stop() throws InterruptedException {
    writers.shutdownNow();
    proxy.destroyForcibly().waitFor();
    daemon.close();
  }

  @Test
  void p1_burst_fitsIntoTheHeapAndEverythingArrivesOnceInOrder() throws Exception {
    long began = System.nanoTime();
    List<Future<?>> done =
        IntStream.range(0, SESSIONS)
            .<Future<?>>mapToObj(session -> writers.submit(() -> writeAll(session)))
            .toList();
    for (Future<?> writer : done) {
      writer.get();
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    System.out.printf("p1 %.0f events a second%n", SESSIONS * EVENTS_EACH / seconds);

    await().atMost(LONG).until(() -> daemon.held().size() == SESSIONS * EVENTS_EACH);
    await().atMost(LONG).until(() -> counters().path("waiting").asInt(-1) == 0);

    Map<String, Integer> next = new HashMap<>();
    for (JsonNode event : daemon.held()) {
      JsonNode data = event.path("data");
      int due = next.merge(data.path("session_id").asText(), 1, Integer::sum) - 1;
      assertThat(data.path("n").asInt()).isEqualTo(due);
    }
    JsonNode counters = counters();
    assertThat(counters.path("seen").asInt()).isEqualTo(SESSIONS * EVENTS_EACH);
    assertThat(counters.path("delivered").asInt()).isEqualTo(SESSIONS * EVENTS_EACH);
    assertThat(counters.path("dropped").asInt() + counters.path("set_aside").asInt()).isZero();
    assertThat(proxy.isAlive()).isTrue();
  }

  private void writeAll(int session) {
    try {
      for (int i = 0; i < EVENTS_EACH; i++) {
        // As hooks do: one process after the other, so that pids tell the order within a tick.
        Files.writeString(
            home.spool().resolve("stop." + (i + 1) + ".s" + session),
            "{\"session_id\":\"s" + session + "\",\"n\":" + i + "}");
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private JsonNode counters() throws Exception {
    return Json.parse(Files.readAllBytes(home.proxyRecord())).path("counters");
  }
}
