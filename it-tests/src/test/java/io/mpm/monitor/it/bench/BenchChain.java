package io.mpm.monitor.it.bench;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.options.ColorScheme;
import io.mpm.monitor.it.browser.Page;
import io.mpm.monitor.it.rig.Installation;
import io.mpm.monitor.it.rig.Recording;
import io.mpm.monitor.protocol.codec.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures what docs/performance.md tells of the chain; proves nothing, and so is no test that the
 * build runs. Competing ways are run in turns, so that whatever else the machine does meets all of
 * them.
 */
class BenchChain {

  private static final int HOOK_RUNS = 1_000;
  private static final int PAGE_RUNS = 200;
  private static final int STARTS = 7;

  /**
   * When each frame with events came, and when each row was first in the document, in milliseconds
   * of the wall clock.
   */
  private static final String STOPWATCH =
      """
      window.stopwatch = {received: [], shown: []};
      const now = () => performance.timeOrigin + performance.now();
      const Plain = window.WebSocket;
      window.WebSocket = class extends Plain {
        constructor(...args) {
          super(...args);
          this.addEventListener('message', ({data}) => {
            if (String(data).startsWith('42["claude_event')) window.stopwatch.received.push(now());
          });
        }
      };
      const known = new Set();
      new MutationObserver(() => {
        for (const {dataset} of document.querySelectorAll('[data-event-id]')) {
          if (known.has(dataset.eventId)) continue;
          known.add(dataset.eventId);
          window.stopwatch.shown.push(now());
        }
      }).observe(document, {subtree: true, childList: true, attributes: true});
      """;

  @TempDir private Path temporary;
  @AutoClose private Installation mpm;

  @BeforeEach
  void install() {
    mpm = new Installation(temporary);
  }

  @Test
  void hook_overANoOpHook() throws Exception {
    mpm.monitord("start").succeeded();
    Path payload = Files.write(temporary.resolve("payload"), payload());
    Path noOp = script("no-op", "#!/bin/sh\nexit 0\n");
    Path cat = script("cat-only", "#!/bin/sh\ncat >/dev/null\nexit 0\n");
    Path hook = mpm.installedHook();
    mpm.hook("pre-tool", payload()).succeeded();
    await().until(() -> mpm.status().path("events_stored").asInt() == 1);
    List<Double> noOps = new ArrayList<>();
    List<Double> cats = new ArrayList<>();
    List<Double> scripts = new ArrayList<>();
    List<Double> hooks = new ArrayList<>();
    for (int i = 0; i < HOOK_RUNS; i++) {
      noOps.add(time(payload, List.of(noOp.toString())));
      cats.add(time(payload, List.of(cat.toString())));
      scripts.add(time(payload, List.of(mpm.bin("mpm-hook").toString(), "pre-tool")));
      hooks.add(time(payload, List.of(hook.toString(), "pre-tool")));
    }
    System.out.printf(
        "hook, whole process, median of %d: no-op sh %.2f ms, sh with one cat %.2f ms, the script"
            + " %.2f ms, %s %.2f ms; over no-op %.2f and %.2f ms (p95 %.2f against %.2f)%n",
        HOOK_RUNS,
        new Sample(noOps).median(),
        new Sample(cats).median(),
        new Sample(scripts).median(),
        hook.equals(mpm.bin("mpm-hook")) ? "the script again" : "the compiled hook",
        new Sample(hooks).median(),
        new Sample(scripts).median() - new Sample(noOps).median(),
        new Sample(hooks).median() - new Sample(noOps).median(),
        new Sample(hooks).quantile(0.95),
        new Sample(noOps).quantile(0.95));
  }

  @Test
  void start_untilReady() {
    List<Double> starts = new ArrayList<>();
    List<Double> stops = new ArrayList<>();
    for (int i = 0; i < STARTS; i++) {
      starts.add(millis(() -> mpm.monitord("start").succeeded()));
      stops.add(millis(() -> mpm.monitord("stop").succeeded()));
    }
    System.out.printf(
        "median of %d: mpm-monitord start until it is ready %.0f ms, stop %.0f ms%n",
        STARTS, new Sample(starts).median(), new Sample(stops).median());
  }

  @Test
  void hookExit_untilThePageHasIt() throws Exception {
    mpm.monitord("start").succeeded();
    Path payload = Files.write(temporary.resolve("payload"), payload());
    List<String> hook = List.of(mpm.installedHook().toString(), "pre-tool");
    try (Page page = new Page(ColorScheme.LIGHT)) {
      page.raw().addInitScript(STOPWATCH);
      page.open(mpm.monitord("open", "--print").succeeded().out().strip());
      await().until(() -> "live".equals(page.find("connection-state").getAttribute("data-state")));
      // The first event starts the proxy.
      time(payload, hook);
      await().until(() -> times(page, "shown").size() == 1);
      List<Double> received = new ArrayList<>();
      List<Double> shown = new ArrayList<>();
      for (int i = 0; i < PAGE_RUNS; i++) {
        int before = times(page, "shown").size();
        time(payload, hook);
        Instant exit = Instant.now();
        double exited = exit.getEpochSecond() * 1e3 + exit.getNano() / 1e6;
        await()
            .pollInterval(Duration.ofMillis(20))
            .until(() -> times(page, "shown").size() > before);
        List<Double> frames = times(page, "received");
        received.add(frames.get(frames.size() - 1) - exited);
        shown.add(times(page, "shown").get(before) - exited);
      }
      System.out.printf(
          "hook exit until Chromium has the event, %d runs: received median %.1f ms (p95 %.1f), row"
              + " in the page median %.1f ms (p95 %.1f)%n",
          PAGE_RUNS,
          new Sample(received).median(),
          new Sample(received).quantile(0.95),
          new Sample(shown).median(),
          new Sample(shown).quantile(0.95));
    }
  }

  private static List<Double> times(Page page, String what) {
    List<?> times = (List<?>) page.raw().evaluate("() => window.stopwatch." + what);
    return times.stream().map(time -> ((Number) time).doubleValue()).toList();
  }

  private static byte[] payload() {
    JsonNode preTool = Recording.payloads("explore").get(4);
    return Json.bytes(preTool);
  }

  private Path script(String name, String text) throws IOException {
    Path file = Files.writeString(temporary.resolve(name), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private double time(Path stdin, List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectInput(stdin.toFile());
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(mpm.environment());
    long began = System.nanoTime();
    builder.start().waitFor();
    return (System.nanoTime() - began) / 1e6;
  }

  private static double millis(Runnable action) {
    long began = System.nanoTime();
    action.run();
    return (System.nanoTime() - began) / 1e6;
  }
}
