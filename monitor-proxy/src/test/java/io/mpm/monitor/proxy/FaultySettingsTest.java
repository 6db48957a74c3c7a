package io.mpm.monitor.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.ProxyRecord;
import io.mpm.monitor.protocol.home.StopRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A proxy whose settings cannot be used, beside a daemon that would take everything. */
class FaultySettingsTest {

  @TempDir Path folder;
  private final ScriptedDaemon daemon = new ScriptedDaemon();
  private final AtomicInteger heirs = new AtomicInteger();
  private final CompletableFuture<StopRecord> stopped = new CompletableFuture<>();
  private final Thread proxy = new Thread(this::live, "test-proxy");
  private MonitorHome home;
  private SpoolWriter spool;

  @BeforeEach
  void makeHome() throws IOException {
    home = new MonitorHome(folder.resolve("home"));
    home.prepare();
    spool = new SpoolWriter(home.spool());
    daemon.startIn(home);
  }

  @AfterEach
  void stopAll() throws Exception {
    proxy.interrupt();
    proxy.join();
    daemon.close();
    Conservation.assertHolds(home);
  }

  @Test
  void faultySettings_keepWithinTheLimitsAndWithoutSecrets_andSayWhy() throws Exception {
    Files.writeString(home.config(), "proxy:\n  idle_minute: 5\n  spool_max_events: 2\n");
    Instant then = Instant.now().minusSeconds(60);
    Path first = spool.event("{\"n\":1}", then);
    Path event = spool.event(FakeSecrets.payload("s"), then.plusSeconds(1));
    spool.event("{\"n\":3}", then.plusSeconds(2));

    proxy.start();

    await().until(() -> !Files.readString(event).equals(FakeSecrets.payload("s")));
    assertThat(event).content().contains("[redacted:").doesNotContain(FakeSecrets.ALL);
    await().until(() -> !Files.exists(first));
    await().until(() -> ProxyRecord.read(home).isKnown());
    assertThat(ProxyRecord.read(home).link().obstacle())
        .contains("settings cannot be used", "line 2", "proxy.idle_minute", "proxy.idle_minutes");
    assertThat(daemon.batches).isEmpty();
  }

  @Test
  void settingsThatAreCorrected_areForAnotherProxyAtOnce() throws Exception {
    Files.writeString(home.config(), "proxy:\n  idle_minute: 5\n");
    spool.event("{\"n\":1}");
    proxy.start();
    await().until(() -> ProxyRecord.read(home).isKnown());

    Files.writeString(home.config(), "proxy:\n  idle_minutes: 5\n");

    await().until(stopped::isDone);
    assertThat(stopped.join().reason())
        .isEqualTo("replaced by a proxy with the settings as they are now");
    assertThat(heirs).hasValue(1);
    assertThat(daemon.batches).isEmpty();
  }

  private void live() {
    try {
      stopped.complete(
          SocketIOClientProxy.run(home, Map.of(), TestSettings.PROGRAM, heirs::incrementAndGet));
    } catch (IOException | InterruptedException e) {
      stopped.completeExceptionally(e);
    }
  }
}
