package io.mpm.monitor.it.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import io.mpm.monitor.it.browser.Page;
import io.mpm.monitor.it.rig.Installation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures what docs/performance.md tells of the page, in a real browser over the real daemon;
 * proves little, and so is no test that the build runs. Frames are drawn in software.
 */
class BenchPage {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int LOADED = 100_000;
  private static final int LOADING_RATE = 2_000;
  private static final int RUNS = 7;

  /** How long each part with a steady stream of events lasts. */
  private static final Duration STREAM =
      Duration.ofSeconds(Integer.getInteger("mpm.bench.seconds", 60));

  /**
   * With {@code -Dmpm.bench.screen=unlimited} the screen takes frames as fast as they come instead
   * of 60 in a second: what is left is what the page takes.
   */
  private static final List<String> SCREEN =
      System.getProperty("mpm.bench.screen", "").equals("unlimited")
          ? List.of("--disable-frame-rate-limit", "--disable-gpu-vsync")
          : List.of();

  @TempDir private Path temporary;
  private final ExecutorService background =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "publisher"));
  private Installation mpm;

  @BeforeEach
  void start() {
    mpm = new Installation(temporary);
    mpm.monitord("start").succeeded();
  }

  @AfterEach
  void remove() {
    background.shutdownNow();
    mpm.close();
  }

  private static Traffic traffic(InstantSource clock) {
    return new Traffic(new Random(7), clock);
  }

  /** A page that has all events so far. */
  private Page open(int events) {
    Page page = new Page(ColorScheme.LIGHT, SCREEN.toArray(String[]::new));
    page.raw().addInitScript(script());
    page.open(mpm.page());
    awaitTaken(page, events);
    return page;
  }

  private static String script() {
    try (var in =
        Objects.requireNonNull(BenchPage.class.getResourceAsStream("/bench/stopwatch.js"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Waits for a page that has taken in so many events, whether it still holds them or not. */
  private static void awaitTaken(Page page, int events) {
    await().atMost(PATIENCE).until(() -> taken(page) == events);
  }

  private static int taken(Page page) {
    return ((Number)
            page.raw()
                .evaluate(
                    """
                    () => ['held-count', 'forgotten-count'].reduce((sum, id) =>
                      sum + Number(document.querySelector(`[data-testid=${id}]`)?.textContent.replace(/\\D/g, '') ?? 0), 0)
                    """))
        .intValue();
  }

  private void publish(Publisher publisher, int perSecond, Duration howLong) {
    Future<?> publishing = background.submit(() -> publisher.steadily(perSecond, howLong));
    try {
      publishing.get();
    } catch (ExecutionException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void received_untilOnTheScreen() {
    Publisher publisher = new Publisher(mpm, traffic(InstantSource.system()));
    try (Page page = open(0)) {
      latency(page, publisher, "an empty page");
    }
  }

  /** What the browser's processes take while nothing happens. */
  @Test
  void atRest_eightSessionsAtWork() {
    Publisher publisher = new Publisher(mpm, traffic(InstantSource.system()));
    try (Page page = new Page(ColorScheme.LIGHT, SCREEN.toArray(String[]::new))) {
      page.open(mpm.page());
      publish(publisher, 100, Duration.ofSeconds(2));
      awaitTaken(page, publisher.published());
      // The last event's work is over then.
      LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
      Duration before = browsersCpu();
      LockSupport.parkNanos(STREAM.toNanos());
      Duration spent = browsersCpu().minus(before);
      System.out.printf(
          "at rest, eight sessions at work, %d s: %.1f %% of a core%n",
          STREAM.toSeconds(), 100.0 * spent.toMillis() / STREAM.toMillis());
    }
  }

  private static Duration browsersCpu() {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> process.info().command().orElse("").contains("chrom"))
        .flatMap(process -> process.info().totalCpuDuration().stream())
        .reduce(Duration.ZERO, Duration::plus);
  }

  private void latency(Page page, Publisher publisher, String where) {
    publish(publisher, 100, Duration.ofSeconds(3));
    awaitTaken(page, publisher.published());
    page.raw().evaluate("() => stopwatch.begin(true)");
    publish(publisher, 100, STREAM);
    awaitTaken(page, publisher.published());
    say(
        "100 events/s, " + where + ", received until its row is in the document",
        "inDocument",
        page);
    say("100 events/s, " + where + ", received until its row is drawn", "drawn", page);
    say(
        "100 events/s, " + where + ", frame",
        numbers(page.raw().evaluate("() => stopwatch.frames")));
    page.raw().evaluate("() => stopwatch.begin(false)");
  }

  private static void say(String what, String times, Page page) {
    say(what, numbers(page.raw().evaluate("times => stopwatch.since(stopwatch[times])", times)));
  }

  @Test
  void manyEvents_loadedScrolledAndSearched() {
    AtomicLong millis = new AtomicLong(Instant.now().minus(Duration.ofHours(8)).toEpochMilli());
    Publisher past = new Publisher(mpm, traffic(() -> Instant.ofEpochMilli(millis.addAndGet(280))));
    try (Page page = open(0)) {
      publish(past, LOADING_RATE, Duration.ofSeconds(LOADED / LOADING_RATE));
      awaitTaken(page, LOADED);
      System.out.printf("100,000 events: JS heap %.0f MB%n", heap(page));
      scroll(page, "steadily", "(i, end) => end - 40 * i");
      scroll(page, "jumping about", "(i, end) => (i * 0.618034 % 1) * end");
      for (String query :
          List.of("fox", "no event has this", "tool:Bash", "status:failed", "agent:main -Edit")) {
        search(page, query);
      }
      List<String> tabs = page.raw().locator(".tab").allTextContents();
      for (String tab : tabs) {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
          go(page, "Events");
          times.add(go(page, tab));
        }
        say("100,000 events: going to " + tab, times);
      }
      for (String tab : List.of("Agents", "Tools", "Files")) {
        go(page, tab);
        scroll(page, "in " + tab, "(i, end) => (i * 0.618034 % 1) * end");
      }
      System.out.printf("100,000 events, every view was open: JS heap %.0f MB%n", heap(page));
      go(page, "Events");
      follow(page);
      latency(page, past, "100,000 events loaded");
    }
  }

  private static void follow(Page page) {
    Locator pill = page.find("new-pill");
    if (pill.isVisible()) {
      pill.click();
    }
  }

  /** Goes to a view; answers after how many milliseconds it was drawn. */
  private static double go(Page page, String tab) {
    return number(
        page.raw()
            .evaluate(
                "title => stopwatch.took(() => [...document.querySelectorAll('.tab')].find(tab =>"
                    + " tab.textContent === title).click())",
                tab));
  }

  private static void scroll(Page page, String how, String placeOf) {
    Object frames =
        page.raw()
            .evaluate(
                "() => stopwatch.scroll(document.querySelector('.rows'), 600, " + placeOf + ")");
    say("100,000 events: frame while scrolling, " + how, numbers(frames));
  }

  private static void search(Page page, String query) {
    List<Double> first = new ArrayList<>();
    List<Double> all = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      type(page, "");
      List<Double> times = type(page, query);
      first.add(times.get(0));
      all.add(times.get(1));
    }
    String what =
        "100,000 events: search for '%s', %s"
            .formatted(query, page.find("shown-count").textContent());
    say(what + ", until the newest found are drawn", first);
    say(what + ", until all are", all);
    type(page, query.substring(0, query.length() - 1));
    say(what + ", after all but its last letter", List.of(type(page, query).get(1)));
    type(page, "");
  }

  /** Types into the search box; answers after how many milliseconds anything and all was drawn. */
  private static List<Double> type(Page page, String text) {
    return numbers(
        page.raw()
            .evaluate(
                """
                async text => {
                  const box = document.querySelector('[data-testid=search]');
                  const began = performance.now();
                  const first = await stopwatch.took(() => {
                    box.value = text;
                    box.dispatchEvent(new InputEvent('input', {bubbles: true}));
                  });
                  while (document.querySelector('[data-testid=shown-count]').ariaBusy === 'true')
                    await stopwatch.drawnNext();
                  return [first, performance.now() - began];
                }
                """,
                text));
  }

  @Test
  void thousandASecond_inEveryView() {
    Publisher publisher = new Publisher(mpm, traffic(InstantSource.system()));
    try (Page page = open(0)) {
      publish(publisher, 100, Duration.ofSeconds(2));
      awaitTaken(page, publisher.published());
      for (String tab : page.raw().locator(".tab").allTextContents()) {
        go(page, tab);
        profile(page, tab, () -> stream(page, publisher, tab));
      }
      assertThat(page.raw().locator(".status-bar").textContent())
          .doesNotContain("gap", "unreadable");
      assertThat(page.problems()).isEmpty();
    }
  }

  private void stream(Page page, Publisher publisher, String tab) {
    page.raw().evaluate("() => stopwatch.begin(false)");
    int before = publisher.published();
    publish(publisher, 1_000, STREAM);
    awaitTaken(page, publisher.published());
    say(
        "1,000 events/s, %s, %d s, %s: frame"
            .formatted(tab, STREAM.toSeconds(), page.find("held-count").textContent()),
        numbers(page.raw().evaluate("() => stopwatch.frames")));
    System.out.printf(
        "    longest task %.0f ms, of %d events lost %d, JS heap %.0f MB%n",
        longest(page),
        publisher.published() - before,
        publisher.published() - taken(page),
        heap(page));
  }

  /** Of tasks of more than 50 ms; zero when there was none. */
  private static double longest(Page page) {
    return number(page.raw().evaluate("() => Math.max(0, ...stopwatch.tasks)"));
  }

  /** Megabytes that are in use after a collection. */
  private static double heap(Page page) {
    CDPSession session = page.raw().context().newCDPSession(page.raw());
    session.send("HeapProfiler.collectGarbage");
    double bytes = session.send("Runtime.getHeapUsage").get("usedSize").getAsDouble();
    session.detach();
    return bytes / 1e6;
  }

  /** Leaves a CPU profile in the folder {@code -Dmpm.bench.profiles}, when there is one. */
  private static void profile(Page page, String name, Runnable action) {
    String folder = System.getProperty("mpm.bench.profiles");
    if (folder == null) {
      action.run();
      return;
    }
    CDPSession session = page.raw().context().newCDPSession(page.raw());
    session.send("Profiler.enable");
    session.send("Profiler.start");
    action.run();
    JsonObject profile = session.send("Profiler.stop").getAsJsonObject("profile");
    session.detach();
    try {
      Files.writeString(Path.of(folder, name + ".cpuprofile"), profile.toString());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void say(String what, List<Double> times) {
    System.out.println(
        String.format(
            Locale.ROOT,
            "%s: median %.1f ms, p95 %.1f ms, longest %.1f ms (of %d)",
            what,
            quantile(times, 0.5),
            quantile(times, 0.95),
            quantile(times, 1),
            times.size()));
  }

  private static List<Double> numbers(Object list) {
    return ((List<?>) list).stream().map(BenchPage::number).toList();
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }

  private static double quantile(List<Double> values, double quantile) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get((int) Math.min(sorted.size() - 1, sorted.size() * quantile));
  }
}
