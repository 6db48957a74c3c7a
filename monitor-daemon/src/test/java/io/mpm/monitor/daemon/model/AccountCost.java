package io.mpm.monitor.daemon.model;

import io.mpm.monitor.daemon.model.ParallelSessions.Faults;
import io.mpm.monitor.daemon.model.sessions.Sessions;
import io.mpm.monitor.protocol.delivery.PublishedEvent;
import java.util.List;

/** Prints what the account costs: time for an event, memory for 100,000. Run it, it is no test. */
final class AccountCost {

  private static final int EVENTS = 100_000;

  private AccountCost() {}

  public static void main(String[] args) {
    List<PublishedEvent> events =
        new ParallelSessions(99, 100, 66, new Faults(0.02, 0.02, 80)).events().subList(0, EVENTS);
    for (int round = 0; round < 8; round++) {
      long before = usedMemory();
      Account account = new Account(Sessions.Bounds.USUAL);
      long normalising = 0;
      long folding = 0;
      for (PublishedEvent event : events) {
        long begin = System.nanoTime();
        WireEvent wire = Normalizer.hook(event);
        long normalised = System.nanoTime();
        account.fold(wire);
        folding += System.nanoTime() - normalised;
        normalising += normalised - begin;
      }
      double megabytes = (usedMemory() - before) / 1e6;
      System.out.printf(
          "normalise %.2f us, fold %.2f us an event; %d sessions take %.1f MB%n",
          normalising / 1e3 / EVENTS, folding / 1e3 / EVENTS, account.sessions().size(), megabytes);
    }
  }

  private static long usedMemory() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
