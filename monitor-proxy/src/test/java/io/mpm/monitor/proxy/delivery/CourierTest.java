package io.mpm.monitor.proxy.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.mpm.monitor.protocol.delivery.BatchAck;
import io.mpm.monitor.protocol.delivery.BatchAck.Rejection;
import io.mpm.monitor.protocol.home.DaemonRecord;
import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.PrivateFiles;
import io.mpm.monitor.protocol.home.ProcessIdentity;
import io.mpm.monitor.proxy.FakeTime;
import io.mpm.monitor.proxy.counters.Gaps;
import io.mpm.monitor.proxy.counters.Tally;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CourierTest {

  private static final BreakerSettings SETTINGS =
      new BreakerSettings(5, Duration.ofMillis(500), Duration.ofSeconds(30));

  @TempDir Path folder;
  private MonitorHome home;
  private final FakeDaemonLink link = new FakeDaemonLink();
  private final FakeTime time = new FakeTime();
  private final Tally tally = new Tally(new Gaps());
  private Courier courier;

  @BeforeEach
  void makeHome() throws IOException {
    home = new MonitorHome(folder.resolve("home"));
    home.prepare();
    courier = new Courier(new DaemonFinder(home, Map.of()), link, SETTINGS, tally, time);
  }

  @Test
  void connect_noDaemonNoAttempt() throws Exception {
    assertThat(courier.connect()).isFalse();
    assertThat(link.connects).isEmpty();
    assertThat(courier.obstacle()).isEqualTo("no daemon runs");
    assertThat(courier.untilNextTry()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void lookForDaemon_oneThatHasCome_isKnownWithoutAnEventToBring() throws Exception {
    courier.connect();
    assertThat(courier.obstacle()).isEqualTo("no daemon runs");

    daemonRuns();
    courier.lookForDaemon();

    assertThat(courier.obstacle()).isEmpty();
    assertThat(link.connects).isEmpty();
  }

  @Test
  void connect_deadDaemonNoAttempt() throws Exception {
    new DaemonRecord(
            new ProcessIdentity(1, Instant.EPOCH.plusSeconds(9), Optional.empty()), 80, "x", 1)
        .write(home.daemonRecord());

    assertThat(courier.connect()).isFalse();
    assertThat(link.connects).isEmpty();
  }

  @Test
  void deliver_acknowledged() throws Exception {
    daemonRuns();
    link.onPublish(batch -> acknowledged(2, 1));

    assertThat(courier.connect()).isTrue();
    assertThat(deliver(3)).contains(new BatchAck(2, 1, List.of()));
    assertThat(courier.obstacle()).isEmpty();
    assertThat(link.isOpen()).isTrue();
  }

  static List<BatchAck> wrongAcks() {
    return List.of(
        new BatchAck(2, 0, List.of()),
        new BatchAck(4, 0, List.of()),
        new BatchAck(2, 0, List.of(new Rejection("stranger", "?"))),
        new BatchAck(1, 0, List.of(new Rejection("id0", "?"), new Rejection("id0", "?"))));
  }

  @ParameterizedTest
  @MethodSource("wrongAcks")
  void deliver_ackThatDoesNotAddUpIsNone(BatchAck wrong) throws Exception {
    daemonRuns();
    link.onPublish(batch -> new PublishOutcome.Acknowledged(wrong));
    courier.connect();

    assertThat(deliver(3)).isEmpty();
    assertThat(link.isOpen()).isFalse();
    assertThat(tally.failures()).isEqualTo(1);
  }

  @Test
  void p2_breaker_opensAfterFiveFailuresInARow_andNothingIsTried() throws Exception {
    daemonRuns();
    failTimes(4);
    assertThat(courier.untilNextTry()).isZero();
    link.onPublish(batch -> acknowledged(1, 0));
    courier.connect();
    deliver(1);
    link.onPublish(batch -> new PublishOutcome.Unanswered("silence"));
    failTimes(5);

    assertThat(courier.untilNextTry()).isBetween(Duration.ofMillis(250), Duration.ofMillis(750));
    int tries = link.connects.size();
    assertThat(courier.connect()).isFalse();
    assertThat(link.connects).hasSize(tries);
    assertThat(courier.obstacle()).isEqualTo("silence");
    assertThat(tally.toJson().path("breaker").toString())
        .isEqualTo("{\"closed\":0,\"half_open\":0,\"open\":1}");
    assertThat(tally.toJson().path("breaker_changes").path("closed_to_open").asInt()).isEqualTo(1);
  }

  @Test
  void p2_breaker_waitsLongerAndLongerButNotForEver() throws Exception {
    daemonRuns();
    failTimes(5);
    for (int i = 0; i < 12; i++) {
      Duration wait = courier.untilNextTry();
      assertThat(wait).isBetween(Duration.ofMillis(250), Duration.ofSeconds(30));
      assertThat(courier.connect()).as("before the wait is over").isFalse();
      time.pass(wait.plusMillis(1));
      int before = link.published.size();
      failTimes(1);
      assertThat(link.published).as("one probe").hasSize(before + 1);
    }
    assertThat(courier.untilNextTry()).isGreaterThan(Duration.ofSeconds(10));
  }

  @Test
  void p3_breaker_oneGoodProbeCloses() throws Exception {
    daemonRuns();
    failTimes(5);
    time.pass(courier.untilNextTry().plusMillis(1));
    link.onPublish(batch -> acknowledged(1, 0));

    assertThat(courier.connect()).isTrue();
    assertThat(deliver(1)).isPresent();
    assertThat(tally.toJson().path("breaker").path("closed").asInt()).isEqualTo(1);
    assertThat(courier.connect()).isTrue();
    assertThat(deliver(1)).isPresent();
  }

  @Test
  void breaker_newDaemonIsTriedAtOnce() throws Exception {
    daemonRuns();
    courier.lookForDaemon();
    failTimes(5);
    courier.lookForDaemon();
    assertThat(courier.connect()).as("the same daemon as before").isFalse();

    new DaemonRecord(ProcessIdentity.current(), 8766, "test", 1).write(home.daemonRecord());
    courier.lookForDaemon();

    assertThat(courier.untilNextTry()).isZero();
    assertThat(courier.connect()).isTrue();
  }

  @Test
  void connect_refusedIsToldInTheDaemonsWords() throws Exception {
    daemonRuns();
    link.onConnect(address -> new Connection.UnsupportedVersion("2 is spoken, not 1"));
    assertThat(courier.connect()).isFalse();
    assertThat(courier.obstacle()).contains("version").contains("2 is spoken, not 1");

    link.onConnect(address -> new Connection.WrongToken("who are you"));
    assertThat(courier.connect()).isFalse();
    assertThat(courier.obstacle()).contains("token").contains("who are you");
  }

  private void failTimes(int times) throws Exception {
    for (int i = 0; i < times; i++) {
      assertThat(courier.connect()).isTrue();
      assertThat(deliver(1)).isEmpty();
    }
  }

  private void daemonRuns() throws IOException {
    PrivateFiles.write(home.token(), "t".repeat(43));
    new DaemonRecord(ProcessIdentity.current(), 8765, "test", 1).write(home.daemonRecord());
  }

  private static PublishOutcome acknowledged(int accepted, int duplicates) {
    return new PublishOutcome.Acknowledged(new BatchAck(accepted, duplicates, List.of()));
  }

  private Optional<BatchAck> deliver(int events) throws InterruptedException {
    Set<String> ids =
        IntStream.range(0, events).mapToObj(i -> "id" + i).collect(Collectors.toSet());
    return courier.deliver("{}", ids);
  }
}
