package io.mpm.monitor.it.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.it.rig.Installation;
import io.mpm.monitor.it.rig.Recording;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures what the proxy costs while there is nothing for it to do but wait, and beside the daemon
 * while a busy session works. {@code -Dmpm.bench.minutes=N} says for how long each; proves nothing,
 * and so is no test that the build runs.
 */
class BenchProxy {

  private static final Duration SETTLING = Duration.ofSeconds(15);
  private static final int MINUTES = Integer.getInteger("mpm.bench.minutes", 2);

  /** What Linux counts processor time in, everywhere that this runs. */
  private static final int TICKS_A_SECOND = 100;

  @TempDir private Path temporary;
  @AutoClose private Installation mpm;

  @BeforeEach
  void install() {
    mpm = new Installation(temporary);
  }

  @Test
  void daemonDown_withEventsThatWait() throws Exception {
    for (int i = 0; i < 100; i++) {
      mpm.hook("stop", "{\"session_id\":\"s\"}".getBytes(StandardCharsets.UTF_8)).succeeded();
    }
    settle(100);
    assertThat(mpm.daemon()).isEmpty();

    measure("no daemon runs, 100 events wait");

    assertThat(mpm.spooled()).hasSize(100);
  }

  @Test
  void daemonUp_nothingHappens() throws Exception {
    mpm.monitord("start").succeeded();
    mpm.hook("stop", "{\"session_id\":\"s\"}".getBytes(StandardCharsets.UTF_8)).succeeded();
    settle(1);

    measure("connected, no event");
  }

  @Test
  void tenHooksASecond() throws Exception {
    mpm.monitord("start").succeeded();
    Iterator<JsonNode> payloads =
        Stream.generate(() -> Recording.payloads("explore")).flatMap(List::stream).iterator();
    mpm.hooks(List.of(payloads.next()));
    await().ignoreExceptions().until(() -> counters().path("delivered").asInt() == 1);

    for (String when : List.of("from the first event on", "after that", "after that")) {
      long proxyBefore = ticks(mpm.proxy().orElseThrow().pid());
      long daemonBefore = ticks(mpm.daemon().orElseThrow().pid());
      new Pace(10).keep(Duration.ofMinutes(MINUTES), 1, () -> mpm.hooks(List.of(payloads.next())));
      double events = 10 * Duration.ofMinutes(MINUTES).toSeconds();
      System.out.printf(
          "10 hooks a second, %s, %d min: proxy %.2f ms, daemon %.2f ms of processor time each%n",
          when,
          MINUTES,
          millis(ticks(mpm.proxy().orElseThrow().pid()) - proxyBefore) / events,
          millis(ticks(mpm.daemon().orElseThrow().pid()) - daemonBefore) / events);
    }
  }

  private static double millis(long ticks) {
    return 1e3 * ticks / TICKS_A_SECOND;
  }

  private void settle(int events) throws Exception {
    await().ignoreExceptions().until(() -> counters().path("seen").asInt() == events);
    proxyLivesFor(SETTLING, "until its classes are loaded and what waits is rewritten");
  }

  private JsonNode counters() {
    return mpm.counters();
  }

  private void measure(String what) throws Exception {
    long pid = mpm.proxy().orElseThrow().pid();
    long before = ticks(pid);
    long began = System.nanoTime();
    proxyLivesFor(Duration.ofMinutes(MINUTES), "while its processor time is counted");
    double seconds = (double) (ticks(pid) - before) / TICKS_A_SECOND;
    double wall = (System.nanoTime() - began) / 1e9;
    System.out.printf(
        "proxy, %s: %.2f s of processor time in %.0f s, %.3f %% of a core; %d MB resident%n",
        what, seconds, wall, 100 * seconds / wall, residentKilobytes(pid) / 1024);
  }

  /** A proxy that ends within that time would have been measured at nothing: it fails. */
  private void proxyLivesFor(Duration time, String why) {
    System.out.printf("waiting %d s %s%n", time.toSeconds(), why);
    assertThat(mpm.proxy().orElseThrow().onExit())
        .as("the proxy's end")
        .failsWithin(time)
        .withThrowableOfType(TimeoutException.class);
  }

  private static long ticks(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
  }

  private static long residentKilobytes(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow();
  }
}
