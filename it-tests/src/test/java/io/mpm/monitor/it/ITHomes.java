package io.mpm.monitor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.it.rig.Expected;
import io.mpm.monitor.it.rig.Forwarder;
import io.mpm.monitor.it.rig.Installation;
import io.mpm.monitor.it.rig.Listener;
import io.mpm.monitor.it.rig.Needs;
import io.mpm.monitor.it.rig.Network;
import io.mpm.monitor.it.rig.Shells;
import io.mpm.monitor.protocol.codec.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several homes: beside each other, and one that brings its events to the daemon of another. */
class ITHomes {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path temporary;
  private final List<Installation> homes = new ArrayList<>();
  private final Expected expected = new Expected();

  private Installation home(String name, Map<String, String> environment) throws IOException {
    Path folder = Files.createDirectory(temporary.resolve(name));
    Installation home = new Installation(folder, environment);
    homes.add(home);
    return home;
  }

  @AfterEach
  void remove() {
    homes.forEach(Installation::close);
  }

  private static Map<String, String> remote(Installation host) {
    return Map.of(
        "MPM_MONITOR_URL",
        "http://127.0.0.1:" + host.port(),
        "MPM_MONITOR_TOKEN",
        host.tokenOnDisk());
  }

  private static void awaitAll(Listener page, Expected expected) {
    await().until(() -> page.count() >= expected.size());
    expected.verify(page.folded());
  }

  @Test
  void twoHomes_areIndependent() throws Exception {
    Installation one = home("one", Map.of());
    Installation other = home("other", Map.of());
    one.monitord("start").succeeded();
    other.monitord("start").succeeded();
    Expected ofOther = new Expected();
    try (Listener page = new Listener(one, one.tokenOnDisk());
        Listener otherPage = new Listener(other, other.tokenOnDisk())) {
      new Shells(one, expected).run("one", 2, 5);
      new Shells(other, ofOther).run("other", 2, 5);
      awaitAll(page, expected);
      awaitAll(otherPage, ofOther);
      assertThat(one.tokenOnDisk()).isNotEqualTo(other.tokenOnDisk());

      one.monitord("stop").succeeded();
      new Shells(other, ofOther).run("other-again", 2, 5);
      awaitAll(otherPage, ofOther);
    }
  }

  @Test
  void remoteHome_bringsItsEventsToTheDaemonThatItsEnvironmentNames() throws Exception {
    Installation host = home("host", Map.of());
    host.monitord("start").succeeded();
    Installation remote = home("remote", remote(host));
    try (Listener page = new Listener(host, host.tokenOnDisk())) {
      new Shells(host, expected).run("host", 1, 5);
      new Shells(remote, expected).run("remote", 2, 5);
      awaitAll(page, expected);
      await().until(() -> remote.spooled().isEmpty());
      assertThat(remote.daemon()).isEmpty();

      host.monitord("stop").succeeded();
      new Shells(remote, expected).run("remote-waits", 2, 5);
      host.monitord("start").succeeded();
      awaitAll(page, expected);
    }
  }

  @Test
  void remoteHomeWithAnotherToken_keepsItsEventsAndSaysWhy() throws Exception {
    Installation host = home("host", Map.of());
    host.monitord("start").succeeded();
    String wrong = new StringBuilder(host.tokenOnDisk()).reverse().toString();

    keepsItsEvents(host, wrong, "refuses our token");
  }

  @Test
  void remoteHomeWithATokenThatIsNone_keepsItsEventsAndSaysWhy() throws Exception {
    Installation host = home("host", Map.of());
    host.monitord("start").succeeded();

    keepsItsEvents(host, "guess", "MPM_MONITOR_TOKEN");
  }

  private void keepsItsEvents(Installation host, String token, String reason) throws Exception {
    Map<String, String> named = new HashMap<>(remote(host));
    named.put("MPM_MONITOR_TOKEN", token);
    Installation remote = home("remote", named);
    new Shells(remote, expected).run("remote", 1, 3);
    Path file = remote.files().proxyRecord();
    await().until(() -> Files.exists(file) && Files.readString(file).contains(reason));
    assertThat(Files.readString(file)).doesNotContain(token);
    assertThat(remote.spooled()).hasSize(3);
    assertThat(host.health().path("events_received").asInt()).isZero();
    remote.kill();
  }

  @Test
  void remoteHomeInANetworkOfItsOwn_deliversThroughAForwardedPort() throws Exception {
    try (Network network = Needs.one(Network.make(), "a second network cannot be made here")) {
      Installation host = home("host", Map.of());
      host.monitord("start").succeeded();
      Installation remote = home("remote", remote(host));
      try (Listener page = new Listener(host, host.tokenOnDisk());
          Forwarder ourEnd = Forwarder.between(network.here(), 0, host.port())) {
        hookInside(network, remote, 1);
        await().until(() -> remote.proxy().isPresent());
        hookInside(network, remote, 2);
        // Nothing leads out of there yet.
        assertThat(remote.spooled()).hasSize(2);

        Process theirEnd =
            remote.start(Path.of("/"), forwarderInside(network, host, ourEnd.port()));
        try {
          awaitAll(page, expected);
          hookInside(network, remote, 3);
          awaitAll(page, expected);
          await().until(() -> remote.spooled().isEmpty());
        } finally {
          theirEnd.destroy();
          remote.close();
        }
      }
    }
  }

  @Test
  void remoteHome_deliversThroughAMountedSocketWithTheProducersToken() throws Exception {
    Installation host = hostWithSocket();
    host.monitord("start").succeeded();
    Installation remote = home("remote", throughSocket(host));
    try (Listener page = new Listener(host, host.tokenOnDisk())) {
      new Shells(remote, expected).run("mounted", 2, 5);
      awaitAll(page, expected);

      // Its successor makes the socket anew.
      Installation.kill(host.daemon().orElseThrow());
      new Shells(remote, expected).run("while-it-is-dead", 2, 5);
      host.monitord("start").succeeded();
      awaitAll(page, expected);
      await().until(() -> remote.spooled().isEmpty());
    }
    host.monitord("stop").succeeded();
    assertThat(socket()).doesNotExist();
  }

  @Test
  void remoteHomeInANetworkOfItsOwn_deliversThroughAMountedSocket() throws Exception {
    try (Network network = Needs.one(Network.make(), "a second network cannot be made here")) {
      Installation host = hostWithSocket();
      host.monitord("start").succeeded();
      Installation remote = home("remote", throughSocket(host));
      try (Listener page = new Listener(host, host.tokenOnDisk())) {
        hookInside(network, remote, 1);
        hookInside(network, remote, 2);
        awaitAll(page, expected);
        await().until(() -> remote.spooled().isEmpty());
      } finally {
        remote.close();
      }
    }
  }

  private Path socket() {
    return temporary.resolve("mounted/mpm.sock");
  }

  private Installation hostWithSocket() throws IOException {
    Files.createDirectory(socket().getParent());
    return home("host", Map.of("MPM_MONITOR_SOCKET", socket().toString()));
  }

  private Map<String, String> throughSocket(Installation host) throws IOException {
    return Map.of(
        "MPM_MONITOR_URL",
        "unix:" + socket(),
        "MPM_MONITOR_TOKEN",
        Files.readString(host.files().producerToken()).strip());
  }

  /** As {@code ssh -R} does: on the loopback of there, on the port that the daemon has here. */
  private static List<String> forwarderInside(Network network, Installation host, int cable)
      throws Exception {
    String classes =
        Path.of(Forwarder.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .toString();
    return network.inside(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        classes,
        Forwarder.class.getName(),
        "127.0.0.1",
        Integer.toString(host.port()),
        network.here(),
        Integer.toString(cable));
  }

  private void hookInside(Network network, Installation remote, int step) throws Exception {
    Process hook =
        remote.start(Path.of("/"), network.inside(remote.bin("mpm-hook").toString(), "pre-tool"));
    JsonNode payload =
        Json.parse(
            "{\"session_id\":\"inside\",\"hook_event_name\":\"PreToolUse\","
                + "\"oracle\":{\"marker\":\"inside/%d\",\"step\":%d}}".formatted(step, step));
    try (var in = hook.getOutputStream()) {
      in.write(Json.bytes(payload));
    }
    assertThat(hook.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(hook.exitValue()).isZero();
    expected.add(new Expected.Event("inside/" + step, "inside", step, payload, true));
  }
}
