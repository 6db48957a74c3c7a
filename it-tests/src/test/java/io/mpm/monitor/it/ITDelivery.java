package io.mpm.monitor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mpm.monitor.it.rig.Commands;
import io.mpm.monitor.it.rig.Expected;
import io.mpm.monitor.it.rig.Installation;
import io.mpm.monitor.it.rig.Listener;
import io.mpm.monitor.it.rig.Shells;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many hooks, and processes that die at the wrong moment: every event is shown once, in order. */
class ITDelivery {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int SESSIONS = 8;

  @TempDir private Path temporary;
  private final Expected expected = new Expected();
  @AutoClose private Installation mpm;
  private Shells shells;

  @BeforeEach
  void install() {
    mpm = new Installation(temporary);
    shells = new Shells(mpm, expected);
  }

  private Listener startAndWatch() {
    mpm.monitord("start").succeeded();
    return new Listener(mpm, mpm.tokenOnDisk());
  }

  private void awaitAll(Listener page) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> page.count() >= expected.size());
    expected.verify(page.folded());
  }

  private static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }

  @Test
  void p3_tenThousandHooksBeforeTheDaemon_allArriveInOrder() {
    long began = System.nanoTime();
    shells.run("early", SESSIONS, 10_000 / SESSIONS);
    double hooks = secondsSince(began);
    assertThat(mpm.spooled()).hasSize(10_000);

    mpm.monitord("start").succeeded();
    long listening = System.nanoTime();
    try (Listener page = new Listener(mpm, mpm.tokenOnDisk())) {
      awaitAll(page);
      System.out.printf(
          "10,000 hooks of %d sessions at once: %.1f s; shown %.2f s after the daemon listened%n",
          SESSIONS, hooks, secondsSince(listening));
    }
    assertThat(mpm.health().path("events_stored").asInt()).isEqualTo(10_000);
    await().until(() -> mpm.spooled().isEmpty());
  }

  @Test
  void h12_twoHundredHooksAtOnce_allExitZeroAndArrive() {
    try (Listener page = startAndWatch()) {
      long began = System.nanoTime();
      shells.run("at-once", 200, 1);
      double hooks = secondsSince(began);
      awaitAll(page);
      System.out.printf(
          "200 hooks at once: all ended after %.2f s, all shown after %.2f s%n",
          hooks, secondsSince(began));
    }
  }

  @Test
  void h2_h17_proxyThatTakesNothing_hooksEndAndTheirEventsArriveOnceItDoes() {
    try (Listener page = startAndWatch()) {
      shells.run("before", 1, 1);
      awaitAll(page);
      await().until(() -> mpm.spooled().isEmpty());
      String proxy = Long.toString(mpm.proxy().orElseThrow().pid());
      Commands.must("kill", "-STOP", proxy);
      // Each has ended when this returns, and nobody has read what they wrote.
      shells.run("meanwhile", 4, 5);
      assertThat(mpm.spooled()).hasSize(20);
      Commands.must("kill", "-CONT", proxy);
      awaitAll(page);
    }
  }

  @Test
  void p6_proxyKilledWhileDraining_everyEventIsShownOnce() {
    shells.run("early", SESSIONS, 250);
    try (Listener page = startAndWatch()) {
      int kills = 0;
      for (long held = 1; held < expected.size(); held += 500) {
        long enough = held;
        await()
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(1))
            .until(() -> page.seq() >= enough && mpm.proxy().isPresent());
        Installation.kill(mpm.proxy().orElseThrow());
        kills++;
        // Somebody works on; his hook starts the next proxy.
        shells.run("later-" + kills, 1, 1);
      }
      awaitAll(page);
      System.out.printf("proxy killed %d times while %d events drained%n", kills, expected.size());
    }
  }

  @Test
  void d10_daemonKilledAndStartedAgain_proxyComesBackWithoutAHook() {
    try (Listener page = startAndWatch()) {
      shells.run("before", SESSIONS, 5);
      awaitAll(page);
      Installation.kill(mpm.daemon().orElseThrow());
      shells.run("between", SESSIONS, 5);

      mpm.monitord("start").succeeded();
      long listening = System.nanoTime();
      awaitAll(page);
      System.out.printf(
          "after a daemon's death, events flow %.2f s after the next one listens%n",
          secondsSince(listening));
    }
  }
}
