package io.mpm.monitor.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.ProgramVersion;
import io.mpm.monitor.protocol.home.ProxyRecord;
import io.mpm.monitor.proxy.counters.Gaps;
import io.mpm.monitor.proxy.lifecycle.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real proxies over their caps, killed whenever it suits nobody: every event is counted once. */
class DropCountFaultsTest {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int KILLS = 25;

  /** The quicker the machine, the fewer kills come in the middle: it goes on until one has. */
  private static final int MOST_KILLS = 10 * KILLS;

  private static final int KEPT = 50;

  @TempDir Path folder;
  private final Instant then = Instant.now().minusSeconds(3600);
  private final ScriptedDaemon daemon = new ScriptedDaemon();
  private final List<Process> proxies = new ArrayList<>();
  private MonitorHome home;
  private SpoolWriter spool;
  private int written;

  @BeforeEach
  void makeHome() throws IOException {
    home = new MonitorHome(folder.resolve("home"));
    home.prepare();
    spool = new SpoolWriter(home.spool());
    Files.writeString(home.config(), "proxy:\n  spool_max_events: " + KEPT + "\n");
  }

  @AfterEach
  void stop() throws InterruptedException {
    for (Process proxy : proxies) {
      proxy.destroyForcibly().waitFor();
    }
    daemon.close();
  }

  @Test
  void p6_killedWhileItDrops_everyEventIsEitherShownOrCountedOnce() throws Exception {
    long seed = System.nanoTime();
    System.out.println("p6 seed " + seed);
    Random random = new Random(seed);
    int inTheMiddle = 0;
    int kills = 0;
    while (kills < KILLS || (inTheMiddle == 0 && kills < MOST_KILLS)) {
      write(500 + random.nextInt(1500));
      long dropped = dropped();
      Process proxy = start();
      await().atMost(LONG).pollInterval(Duration.ofMillis(1)).until(() -> dropped() > dropped);
      proxy.waitFor(random.nextInt(20_000), TimeUnit.MICROSECONDS);
      proxy.destroyForcibly().waitFor();
      kills++;
      inTheMiddle += left() > KEPT ? 1 : 0;
    }
    System.out.printf(
        "killed %d times, %d of them with files left to delete%n", kills, inTheMiddle);
    assertThat(inTheMiddle).as("kills with files left to delete").isPositive();

    daemon.startIn(home);
    start();
    await().atMost(LONG).until(() -> dropped() == 0 && left() == 0);

    List<JsonNode> shown = new ArrayList<>();
    long told = 0;
    for (JsonNode event : daemon.held()) {
      if (event.path("hook").asText().equals("events-dropped")) {
        told += event.path("data").path("count").asLong();
      } else {
        shown.add(event);
      }
    }
    assertThat(shown).hasSize(KEPT);
    assertThat(new HashSet<>(shown)).hasSize(KEPT);
    assertThat(told).isEqualTo(written - KEPT);
  }

  /** The caps come from the settings, as a user sets them. */
  private Process start() throws Exception {
    Process proxy =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                DropCountFaultsTest.class.getName(),
                home.root().toString())
            .redirectError(folder.resolve("proxy.log").toFile())
            .start();
    proxies.add(proxy);
    return proxy;
  }

  public static void main(String[] home) throws Exception {
    Program program = new Program(ProgramVersion.parse("1.0"), Optional.empty());
    SocketIOClientProxy.run(
        new MonitorHome(Path.of(home[0])), Map.of(), program, TestSettings.NO_HEIR);
  }

  private void write(int events) throws IOException {
    for (int i = 0; i < events; i++) {
      String json = "{\"session_id\":\"s" + written % 3 + "\",\"n\":" + written + "}";
      Path file = spool.file("stop." + (written + 1) + ".u" + written, json);
      SpoolWriter.stamp(file, then.plusMillis(written));
      written++;
    }
  }

  private long dropped() throws IOException {
    return Gaps.of(ProxyRecord.read(home).gaps()).count();
  }

  private long left() throws IOException {
    return SpoolStatus.of(home).waiting();
  }
}
