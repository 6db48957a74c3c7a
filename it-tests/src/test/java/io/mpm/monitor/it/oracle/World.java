package io.mpm.monitor.it.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.it.oracle.Step.Target;
import io.mpm.monitor.it.rig.Commands;
import io.mpm.monitor.it.rig.Expected;
import io.mpm.monitor.it.rig.FalseClock;
import io.mpm.monitor.it.rig.Installation;
import io.mpm.monitor.it.rig.Listener;
import io.mpm.monitor.it.rig.SmallDisk;
import io.mpm.monitor.protocol.codec.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The monitor of one home, a page that watches it all the time, and the model of both. One thread
 * does the steps; what they run at once is done when they return.
 */
final class World implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration NEXT_HOOK = Duration.ofSeconds(2);
  private static final int DISK_MEGABYTES = 32;

  private final RandomGenerator chance;
  private final Optional<SmallDisk> disk;
  private final Optional<FalseClock> clock;
  private final Installation mpm;
  private final Listener page;
  private final Expected expected = new Expected();
  private final Map<Integer, Integer> steps = new HashMap<>();
  private final ExecutorService shells = Executors.newFixedThreadPool(32);
  private volatile boolean diskFull;

  /** The page's last connection to a daemon that has ended since. */
  private int ended;

  private int foreignFiles;
  private int fresh;

  /**
   * @param temporary where the clock's setting lies, and the disk that can be full
   * @param chance for what the events hold; the page watches from before the first step
   */
  World(Path temporary, RandomGenerator chance) throws IOException {
    Path folder = Files.createDirectories(temporary.resolve("disk"));
    this.chance = chance;
    this.disk = SmallDisk.mount(folder, DISK_MEGABYTES);
    this.clock = FalseClock.in(temporary);
    this.mpm = new Installation(folder, clock.map(FalseClock::environment).orElse(Map.of()));
    mpm.monitord("start").succeeded();
    this.page = new Listener(mpm, mpm.tokenOnDisk());
  }

  void take(Step step) {
    if (step instanceof Step.Hooks hooks) {
      for (int i = 0; i < hooks.count(); i++) {
        hook(hooks.session(), nextStep(hooks.session()));
      }
    } else if (step instanceof Step.Burst burst) {
      atOnce(sessions(burst));
    } else if (step instanceof Step.Amid amid) {
      amid(amid);
    } else if (step instanceof Step.Parallel parallel) {
      int number = nextStep(parallel.session());
      List<Runnable> calls = new ArrayList<>();
      for (int i = 0; i < parallel.count(); i++) {
        calls.add(call(parallel.session(), number));
      }
      atOnce(calls);
    } else if (step instanceof Step.Kill kill) {
      awaitShown(kill.target());
      process(kill.target()).ifPresent(process -> kill(kill.target(), process));
    } else if (step instanceof Step.Pause pause) {
      pause(pause);
    } else if (step instanceof Step.Command command) {
      command(command.word());
    } else if (step instanceof Step.FillDisk) {
      diskFull = disk.isPresent();
      disk.ifPresent(SmallDisk::fill);
    } else if (step instanceof Step.FreeDisk) {
      freeDisk();
    } else if (step instanceof Step.SetClock set) {
      clock.ifPresent(there -> there.set(Duration.ofHours(set.hoursAhead())));
    } else if (step instanceof Step.StrangersFile file) {
      file.kind().leaveIn(mpm.files().spool());
      foreignFiles = foreignFiles();
    } else if (step instanceof Step.Rest rest) {
      sleep(rest.millis());
    }
  }

  /** After it a hook of that session comes after all before it. */
  private int nextStep(int session) {
    return steps.merge(session, 1, Integer::sum);
  }

  private void hook(int session, int step) {
    call(session, step).run();
  }

  /** A hook to be run, whose event is drawn now, so that it does not depend on who runs first. */
  private Runnable call(int session, int step) {
    String name = "session-" + session;
    String marker = "event-" + chance.nextLong(Long.MAX_VALUE);
    ObjectNode payload =
        Json.object()
            .put("session_id", name)
            .put("hook_event_name", "PreToolUse")
            .put("tool_name", "Bash")
            .put("cwd", "/home/dev/acme");
    ArrayNode lines = payload.putObject("tool_input").putArray("lines");
    Words.draw(chance).forEach(lines::add);
    payload.putObject("oracle").put("marker", marker).put("step", step);
    return () -> {
      boolean roomBefore = !diskFull;
      Installation.Finished hook = mpm.hook("pre-tool", Json.bytes(payload)).succeeded();
      assertThat(hook.out() + hook.err()).isEmpty();
      boolean written = (roomBefore && !diskFull) || waits(hook.pid());
      expected.add(new Expected.Event(marker, name, step, payload, written));
    };
  }

  /** Whether the file of that hook still waits; if not, it was delivered or never written. */
  private boolean waits(long pid) {
    return mpm.spooled().stream().anyMatch(name -> name.startsWith("pre-tool." + pid + "."));
  }

  private List<Runnable> sessions(Step.Burst burst) {
    List<Runnable> sessions = new ArrayList<>();
    for (int session = 0; session < burst.sessions(); session++) {
      List<Runnable> calls = new ArrayList<>();
      for (int i = 0; i < burst.hooksEach(); i++) {
        calls.add(call(session, nextStep(session)));
      }
      sessions.add(() -> calls.forEach(Runnable::run));
    }
    return sessions;
  }

  private void amid(Step.Amid amid) {
    List<Future<?>> running = begin(sessions(amid.hooks()));
    sleep(amid.afterMillis());
    take(amid.fault());
    finish(running);
  }

  private void atOnce(List<Runnable> tasks) {
    finish(begin(tasks));
  }

  private List<Future<?>> begin(List<Runnable> tasks) {
    List<Future<?>> running = new ArrayList<>();
    tasks.forEach(task -> running.add(shells.submit(task)));
    return running;
  }

  private static void finish(List<Future<?>> running) {
    for (Future<?> one : running) {
      try {
        one.get();
      } catch (ExecutionException | InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  private Optional<ProcessHandle> process(Target target) {
    return target == Target.PROXY ? mpm.proxy() : mpm.daemon();
  }

  private void kill(Target target, ProcessHandle process) {
    if (target == Target.DAEMON) {
      ended = page.connections();
    }
    process.destroyForcibly();
    // The next one may be at work already.
    await().until(() -> !process(target).equals(Optional.of(process)));
  }

  private void pause(Step.Pause pause) {
    awaitShown(pause.target());
    Optional<ProcessHandle> process = process(pause.target());
    process.ifPresent(there -> Commands.must("kill", "-STOP", Long.toString(there.pid())));
    for (int i = 0; i < pause.hooks(); i++) {
      int session = chance.nextInt(Step.SESSIONS);
      hook(session, nextStep(session));
    }
    sleep(pause.millis());
    if (process.isEmpty()) {
      return;
    }
    if (pause.killed()) {
      kill(pause.target(), process.get());
    } else {
      Commands.must("kill", "-CONT", Long.toString(process.get().pid()));
    }
  }

  private void command(String word) {
    boolean ends = !word.equals("start");
    if (ends) {
      awaitShown(Target.DAEMON);
    }
    Optional<ProcessHandle> before = mpm.daemon();
    int connections = page.connections();
    Installation.Finished done = mpm.monitord(word);
    if (!diskFull) {
      done.succeeded();
    }
    if (ends && before.isPresent() && !mpm.daemon().equals(before)) {
      ended = connections;
    }
  }

  /**
   * A daemon without a history takes with it what it has not shown, when nobody watched it. So
   * before it ends, the page has come back to it and has seen what it held at that moment. What it
   * takes in from then on it must show before it acknowledges it.
   */
  private void awaitShown(Target target) {
    if (target == Target.DAEMON && mpm.daemon().isPresent()) {
      long held = mpm.health().path("events_stored").asLong();
      await()
          .pollInterval(Duration.ofMillis(5))
          .until(() -> page.watching() > ended && page.seq() >= held);
    }
  }

  private void freeDisk() {
    disk.ifPresent(SmallDisk::free);
    diskFull = false;
  }

  /** Ends the faults, and brings everything to rest: every event that was written is shown. */
  void recover() {
    freeDisk();
    command("start");
    int session = 0;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    do {
      // Whoever works goes on working; his hooks start the proxy if there is none.
      fresh++;
      hook(session, nextStep(session));
      long nextHook = System.nanoTime() + NEXT_HOOK.toNanos();
      while (!allShown() && System.nanoTime() < nextHook) {
        sleep(10);
      }
    } while (!allShown() && System.nanoTime() < deadline);
    await().until(() -> mpm.spooled().isEmpty());
  }

  private boolean allShown() {
    return expected.missing(page.folded()).isEmpty();
  }

  /** What must hold once everything is at rest. Ends the monitor. */
  void verify() throws IOException {
    expected.verify(page.folded());
    List<JsonNode> shown = page.lastStream();
    assertWithoutHoles();
    try (Listener late = new Listener(mpm, mpm.tokenOnDisk())) {
      await().until(() -> late.lastStream().size() >= shown.size());
      assertThat(late.lastStream()).as("what the daemon holds").isEqualTo(shown);
    }
    JsonNode health = mpm.health();
    assertThat(health.path("events_stored").asInt()).isEqualTo(shown.size());
    assertThat(health.path("events_rejected").asInt()).isZero();
    mpm.assertDaemonsAccount();
    mpm.monitord("stop").succeeded();
    JsonNode counters = mpm.counters();
    mpm.assertProxysAccount();
    // The proxy derives the one that waits from the others; it is true only if the spool agrees.
    assertThat(counters.path("waiting").asLong()).as("%s", counters).isZero();
    assertThat(foreignFiles()).as("foreign files").isEqualTo(foreignFiles);
  }

  private void assertWithoutHoles() {
    for (List<JsonNode> stream : page.streams()) {
      for (int i = 0; i < stream.size(); i++) {
        assertThat(stream.get(i).path("seq").asLong()).isEqualTo(i + 1);
      }
      assertThat(stream).extracting(event -> event.path("id").asText()).doesNotHaveDuplicates();
    }
  }

  private int foreignFiles() {
    try (Stream<Path> files = Files.list(mpm.files().spool())) {
      return (int) files.filter(file -> file.getFileName().toString().startsWith("Notes ")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String summary() {
    return "%d events, %d of them perhaps not written, %d daemons, %d fresh hooks until all was shown"
        .formatted(expected.size(), expected.uncertain(), page.streams().size(), fresh);
  }

  /** What helps to understand a failure. */
  String evidence() {
    StringBuilder all = new StringBuilder(summary());
    expected
        .missing(page.folded())
        .forEach(event -> all.append("\nmissing: ").append(Expected.brief(event)));
    all.append("\nin the spool: ").append(mpm.spooled());
    for (Target target : Target.values()) {
      all.append("\n--- what the ").append(target).append(" does\n");
      all.append(process(target).map(World::threads).orElse("it does not run"));
    }
    all.append('\n').append(mpm.endsOfLogs());
    return all.toString();
  }

  private static String threads(ProcessHandle process) {
    try {
      return Commands.output(
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
              Long.toString(process.pid()),
              "Thread.print"));
    } catch (IOException e) {
      return "pid %d: %s".formatted(process.pid(), e.getMessage());
    }
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    shells.shutdownNow();
    page.close();
    mpm.kill();
    disk.ifPresent(SmallDisk::close);
  }
}
