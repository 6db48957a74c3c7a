package io.mpm.monitor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mpm.monitor.daemon.RawClient;
import io.mpm.monitor.daemon.TestDaemon;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.PrivateFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchCommandTest {

  @TempDir Path folder;
  private MonitorHome home;
  private TestDaemon daemon;
  private RawClient producer;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<Thread> watchers = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    home = new MonitorHome(folder.resolve("home"));
    home.prepare();
    startDaemon();
  }

  private void startDaemon() throws IOException {
    daemon = TestDaemon.start();
    daemon.recordIn(home);
    producer = daemon.connect("producer");
  }

  private void stopDaemon() throws IOException {
    Files.delete(home.daemonRecord());
    producer.close();
    daemon.close();
  }

  @AfterEach
  void end() throws Exception {
    for (Thread watcher : watchers) {
      watcher.interrupt();
      watcher.join();
    }
    stopDaemon();
  }

  private Thread watch(Writer output, String... options) {
    List<String> arguments = new ArrayList<>(List.of("watch"));
    arguments.addAll(List.of(options));
    Surroundings surroundings =
        new Surroundings(
            Map.of(MonitorHome.VARIABLE, home.root().toString()),
            folder,
            new PrintWriter(output, true),
            new PrintWriter(err, true),
            InstantSource.system());
    Thread watcher =
        new Thread(
            () -> MonitordMain.commandLine(surroundings).execute(arguments.toArray(String[]::new)),
            "watcher");
    watchers.add(watcher);
    watcher.start();
    return watcher;
  }

  private void publish(String id, String session) {
    producer.send(TestDaemon.publish(List.of(TestDaemon.event(id, session))));
  }

  private void awaitClients(int count) {
    await().until(() -> daemon.health().path("clients_connected").asInt() == count);
  }

  @Test
  void live_oneLineAnEvent() {
    publish("before", "old-session");
    await().until(() -> daemon.health().path("events_stored").asInt() == 1);
    watch(out);
    awaitClients(2);
    publish("e1", "session-1");
    publish("e2", "session-2");

    await().untilAsserted(() -> assertThat(out.toString()).hasLineCount(2));
    assertThat(out.toString().lines().toList())
        .satisfiesExactly(
            first -> assertThat(first).contains("session-", "Notification").doesNotContain("\033"),
            second -> assertThat(second).contains("Notification"));
  }

  @Test
  void json_isTheEventAsOnTheWire() throws Exception {
    publish("e1", "session-1");
    watch(out, "--json", "--since", "all");

    await().untilAsserted(() -> assertThat(out.toString()).hasLineCount(1));
    assertThat(Json.parse(out.toString()).path("id").asText()).isEqualTo("e1");
    assertThat(Json.parse(out.toString()).path("seq").asLong()).isEqualTo(1);
  }

  @Test
  void filters_leaveOutTheOthers() {
    publish("e1", "session-1");
    publish("e2", "other");
    publish("e3", "session-3");
    watch(out, "--json", "--since", "all", "--session", "session", "--type", "notif*");

    await().untilAsserted(() -> assertThat(out.toString()).hasLineCount(2));
    assertThat(out.toString()).contains("\"e1\"", "\"e3\"").doesNotContain("\"e2\"");
  }

  @Test
  void daemonGone_waitsAndGoesOn() throws Exception {
    watch(out, "--json");
    awaitClients(2);
    stopDaemon();
    await().untilAsserted(() -> assertThat(err.toString()).contains("has gone; waiting for it"));

    startDaemon();
    awaitClients(2);
    publish("later", "session-1");

    await().untilAsserted(() -> assertThat(out.toString()).contains("\"later\""));
    assertThat(err.toString()).contains("the daemon has restarted without a history");
  }

  @Test
  void daemonGone_whatItsProducerSendsAgain_isShownOnce() throws Exception {
    watch(out, "--json");
    awaitClients(2);
    publish("e1", "session-1");
    await().untilAsserted(() -> assertThat(out.toString()).contains("\"e1\""));
    stopDaemon();

    startDaemon();
    publish("e1", "session-1");
    publish("e2", "session-1");

    await().untilAsserted(() -> assertThat(out.toString()).contains("\"e2\""));
    assertThat(out.toString()).hasLineCount(2);
  }

  @Test
  void daemonRecordedButSilent_isSaidOncePerLoss() throws Exception {
    watch(out, "--json");
    awaitClients(2);
    for (int loss = 1; loss <= 2; loss++) {
      loseDaemon(3);
      startDaemon();
      awaitClients(2);
      publish("after-" + loss, "session-1");
      String id = "\"after-" + loss + "\"";
      await().untilAsserted(() -> assertThat(out.toString()).contains(id));

      assertThat(err.toString().lines().filter(line -> line.contains("has gone; waiting for it")))
          .hasSize(loss);
    }
  }

  /** The daemon goes, its record stays, and whoever tries so often is sent away. */
  private void loseDaemon(int tries) throws IOException {
    producer.close();
    daemon.close();
    try (ServerSocket stranger = new ServerSocket()) {
      stranger.setReuseAddress(true);
      stranger.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), daemon.port()));
      for (int i = 0; i < tries; i++) {
        stranger.accept().close();
      }
    }
  }

  @Test
  void closedPipe_ends() throws Exception {
    Thread watcher =
        watch(
            new Writer() {
              @Override
              public void write(char[] text, int from, int length) throws IOException {
                throw new IOException("Broken pipe");
              }

              @Override
              public void flush() {}

              @Override
              public void close() {}
            });
    awaitClients(2);
    publish("e1", "session-1");

    watcher.join(10_000);
    assertThat(watcher.isAlive()).isFalse();
  }

  @Test
  void wrongToken_saysSo() throws Exception {
    PrivateFiles.write(home.token(), "x".repeat(43) + "\n");

    watch(out).join(10_000);

    assertThat(err.toString()).contains("mpm-monitord: the monitor refuses this client");
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "10", "-5m", "5w", ""})
  void since_whatIsNoTime_isRefused(String text) throws Exception {
    watch(out, "--since", text).join(10_000);

    assertThat(err.toString()).contains("--since must be such as 30s").hasLineCount(1);
  }
}
