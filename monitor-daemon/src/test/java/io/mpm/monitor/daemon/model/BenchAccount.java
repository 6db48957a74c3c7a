package io.mpm.monitor.daemon.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.mpm.monitor.daemon.model.ParallelSessions.Faults;
import io.mpm.monitor.daemon.model.sessions.Sessions;
import io.mpm.monitor.protocol.delivery.PublishedEvent;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.junit.jupiter.api.Test;

/**
 * Measures what the account costs: this thread's processor time for an event, and memory for
 * 100,000. Proves nothing, and so is no test that the build runs.
 */
class BenchAccount {

  private static final int EVENTS = 100_000;
  private static final int ROUNDS = 8;

  /** Ten at a time: the events themselves are not to fill the memory. */
  private static final int SESSIONS_AT_ONCE = 10;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private long normalising;
  private long folding;

  /** So that nothing of the work can be left out. */
  private long normalised;

  @Test
  void account_of100000Events() {
    for (int round = 0; round < ROUNDS; round++) {
      normalising = 0;
      folding = 0;
      long before = usedMemory();
      Account account = new Account(new Sessions.Bounds(1_000, 20_000, 64L << 20));
      int events = 0;
      for (int first = 0; events < EVENTS; first += SESSIONS_AT_ONCE) {
        events += fold(account, first);
      }
      double megabytes = (usedMemory() - before) / 1e6;
      System.out.printf(
          "normalise %.2f us, fold %.2f us an event; %d events, %d sessions take %.1f MB%n",
          normalising / 1e3 / events,
          folding / 1e3 / events,
          events,
          account.sessions().size(),
          megabytes);
      assertThat(account.forgotten()).isZero();
      assertThat(normalised).isPositive();
    }
  }

  private int fold(Account account, int first) {
    Faults faults = new Faults(0.02, 0.02, 80);
    var sessions = new ParallelSessions(99 + first, first, first + SESSIONS_AT_ONCE, 22, faults);
    long begin = threads.getCurrentThreadCpuTime();
    for (PublishedEvent event : sessions.events()) {
      account.fold(Normalizer.hook(event));
    }
    long together = threads.getCurrentThreadCpuTime() - begin;
    // The payloads are as they were: normalising them again tells what of it that was.
    begin = threads.getCurrentThreadCpuTime();
    for (PublishedEvent event : sessions.events()) {
      normalised += Normalizer.hook(event).json().size();
    }
    long alone = threads.getCurrentThreadCpuTime() - begin;
    normalising += alone;
    folding += together - alone;
    return sessions.events().size();
  }

  private static long usedMemory() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
