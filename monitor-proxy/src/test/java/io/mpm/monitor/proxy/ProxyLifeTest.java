package io.mpm.monitor.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.ProgramVersion;
import io.mpm.monitor.protocol.home.WantedVersions;
import io.mpm.monitor.proxy.intake.FolderWatch;
import io.mpm.monitor.proxy.lifecycle.Expiration;
import io.mpm.monitor.proxy.lifecycle.Program;
import io.mpm.monitor.proxy.lifecycle.SoleProxy;
import io.mpm.monitor.proxy.lifecycle.Successor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events that come when a proxy is about to end. */
class ProxyLifeTest {

  private static final Duration IDLE = Duration.ofMinutes(30);

  /** One whose close fails when it is done. */
  private record UnclosableWatch(FolderWatch real) implements FolderWatch {

    @Override
    public Set<Path> await(Duration atMost) throws InterruptedException {
      return real.await(atMost);
    }

    @Override
    public void close() {
      real.close();
      throw new IllegalStateException("it does not close");
    }
  }

  @TempDir Path folder;
  private final FakeTime time = new FakeTime();
  private final AtomicInteger examinations = new AtomicInteger();
  private final AtomicInteger heirs = new AtomicInteger();
  private final CompletableFuture<String> ended = new CompletableFuture<>();
  private MonitorHome home;
  private SpoolWriter spool;
  private ProxyConfiguration configuration;
  private Program program = TestSettings.PROGRAM;
  private Runnable atExamination = () -> {};
  private Runnable atTheEnd = () -> {};
  private UnaryOperator<FolderWatch> watch = UnaryOperator.identity();
  private UnaryOperator<Supplier<Optional<Successor>>> successor = UnaryOperator.identity();
  private Optional<ProxyLife> life = Optional.empty();

  @BeforeEach
  void makeHome() throws IOException {
    home = new MonitorHome(folder.resolve("home"));
    home.prepare();
    spool = new SpoolWriter(home.spool());
    configuration = TestSettings.in(home, TestSettings.idleAfter(IDLE));
  }

  @AfterEach
  void end() throws InterruptedException {
    if (life.isPresent()) {
      life.get().end("the test is over");
    }
  }

  @Test
  void idleForLong_endsAndLeavesNobodyAnything() throws Exception {
    beginAfter(IDLE);

    assertThat(reason()).isEqualTo("no event for 30 minutes, the spool is empty");
    assertThat(home.proxyPid()).doesNotExist();
    assertThat(heirs).hasValue(0);
  }

  @Test
  void eventThatWakesItAfterTheIdleTime_keepsItAlive() throws Exception {
    atExamination =
        () -> {
          if (examinations.get() == 1) {
            anEventComes();
          }
        };
    beginAfter(IDLE);
    await().until(() -> ended.isDone() || examinations.get() >= 2);
    int until = examinations.get() + 1;
    wakeUp("again");
    await().until(() -> ended.isDone() || examinations.get() >= until);

    assertThat(ended).as("why it ended").isNotDone();
    life.orElseThrow().end("it was told to end");
    assertThat(reason()).isEqualTo("it was told to end");
    assertThat(heirs).as("the event was seen").hasValue(0);
  }

  @Test
  void eventWhileItEndsForIdleness_isForAnHeir() throws Exception {
    atTheEnd = this::anEventComes;
    beginAfter(IDLE);

    assertThat(reason()).startsWith("no event for 30 minutes");
    assertThat(heirs).hasValue(1);
  }

  @Test
  void eventWhileItEndsBecauseItWasTold_isForAnHeir() throws Exception {
    atTheEnd = this::anEventComes;
    begin();

    life.orElseThrow().end("it was told to end");

    assertThat(reason()).isEqualTo("it was told to end");
    assertThat(heirs).hasValue(1);
  }

  @Test
  void eventThatWaitedBeforeItWasToldToEnd_waitsForTheNextHookWithoutItsSecrets() throws Exception {
    Path event = spool.event(FakeSecrets.payload("s"), Instant.now().plusSeconds(2));
    begin();
    await().until(() -> examinations.get() > 0);

    life.orElseThrow().end("it was told to end");

    assertThat(reason()).isEqualTo("it was told to end");
    assertThat(event).content().contains("[redacted:").doesNotContain(FakeSecrets.ALL);
    assertThat(heirs).hasValue(0);
  }

  @Test
  void eventWhileANewerVersionWaits_isForThat() throws Exception {
    program = new Program(ProgramVersion.parse("1.0"), Optional.empty());
    atTheEnd = this::anEventComes;
    begin();
    new WantedVersions(home).add(new ProgramVersion("2.0"));

    assertThat(reason()).isEqualTo("replaced by 2.0");
    assertThat(heirs).hasValue(0);
  }

  @Test
  void programReplacedOnTheDisk_isStartedWhateverWaits() throws Exception {
    Path jar = Files.writeString(folder.resolve("program.jar"), "old");
    program = new Program(Optional.empty(), Optional.of(jar));
    Files.writeString(jar, "newer");
    begin();

    assertThat(reason()).isEqualTo("replaced by what was installed in its place");
    assertThat(heirs).hasValue(1);
  }

  @Test
  void failure_isNotRepeatedByAnHeir() throws Exception {
    atExamination =
        () -> {
          throw new IllegalStateException("broken");
        };
    atTheEnd = this::anEventComes;
    begin();

    assertThat(reason())
        .isEqualTo("it failed: java.lang.IllegalStateException; the log says where");
    assertThat(heirs).hasValue(0);
  }

  @Test
  void partThatDoesNotClose_theRestOfTheEndComesAllTheSame() throws Exception {
    watch = UnclosableWatch::new;
    beginAfter(IDLE);

    assertThat(reason()).startsWith("no event for 30 minutes");
    assertThat(home.proxyRecord()).as("the last counters").exists();
    assertThat(home.proxyPid()).doesNotExist();
  }

  @Test
  void partThatDoesNotClose_isNoTroubleToWhoEndsIt() throws Exception {
    watch = UnclosableWatch::new;
    begin();

    life.orElseThrow().end("it was told to end");

    assertThat(reason()).isEqualTo("it was told to end");
  }

  @Test
  void failureThatComesAgainAtTheEnd_theHomeIsGivenBack() throws Exception {
    successor =
        components ->
            () -> {
              throw new OutOfMemoryError("made up");
            };
    begin();

    assertThat(reason()).isEqualTo("it failed: java.lang.OutOfMemoryError; the log says where");
    assertThat(home.proxyPid()).doesNotExist();
    assertThat(heirs).hasValue(0);
  }

  @Test
  void faultyEnvironment_isAskedForAgainByTheNextHook() throws Exception {
    configuration = ProxyConfiguration.of(home, Map.of("MPM_MONITOR_PROXY_BATCH_EVENTS", "many"));
    anEventComes();
    beginAfter(Duration.ofMinutes(10));

    assertThat(reason()).startsWith("after 10 minutes");
    assertThat(heirs).hasValue(0);
  }

  private void begin() throws IOException {
    beginAfter(Duration.ZERO);
  }

  /** So much time passes before its first turn, and none after that. */
  private void beginAfter(Duration passed) throws IOException {
    ProxyAssembly assembly = new ProxyAssembly(home, configuration, Clock.systemUTC(), time);
    SoleProxy sole = SoleProxy.claim(home, program).orElseThrow();
    ProxyLife.Components components = assembly.assemble(sole);
    ProxyLife begun =
        new ProxyLife(
            observed(components), time, reason -> conclude(sole, reason), heirs::incrementAndGet);
    life = Optional.of(begun);
    time.pass(passed);
    begun.begin();
    wakeUp("once");
  }

  /** Something happens in the home that it looks after. */
  private void wakeUp(String how) throws IOException {
    Files.createFile(home.run().resolve(how));
  }

  private ProxyLife.Components observed(ProxyLife.Components components) {
    Expiration observed =
        signs -> {
          examinations.incrementAndGet();
          atExamination.run();
          return components.expiration().reason(signs);
        };
    return new ProxyLife.Components(
        components.loop(),
        watch.apply(components.watch()),
        components.link(),
        components.spool(),
        components.tally(),
        components.journal(),
        components.sole(),
        successor.apply(components.successor()),
        observed);
  }

  private void conclude(SoleProxy sole, String reason) {
    atTheEnd.run();
    try {
      sole.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ended.complete(reason);
  }

  /** Why it ended, once it has. */
  private String reason() throws Exception {
    life.orElseThrow().await();
    return ended.getNow("it died without a word");
  }

  private void anEventComes() {
    try {
      spool.event("{}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
