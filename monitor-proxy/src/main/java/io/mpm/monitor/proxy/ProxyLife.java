package io.mpm.monitor.proxy;

import io.mpm.monitor.proxy.counters.Tally;
import io.mpm.monitor.proxy.delivery.DaemonLink;
import io.mpm.monitor.proxy.intake.FolderWatch;
import io.mpm.monitor.proxy.intake.Spool;
import io.mpm.monitor.proxy.lifecycle.Expiration;
import io.mpm.monitor.proxy.lifecycle.Heir;
import io.mpm.monitor.proxy.lifecycle.LifeSigns;
import io.mpm.monitor.proxy.lifecycle.SoleProxy;
import io.mpm.monitor.proxy.lifecycle.Successor;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the loop on a thread of its own until it expires, fails, or is told to stop. The thread is a
 * daemon.
 */
final class ProxyLife {

  private static final Logger log = LoggerFactory.getLogger(ProxyLife.class);

  /** How long a batch in flight may still take once we are told to stop. */
  private static final Duration LAST_ANSWER = Duration.ofSeconds(1);

  private static final Duration LAST_WRITES = Duration.ofSeconds(2);

  /** How often it asks whether it is still needed while nothing in its home tells it to. */
  private static final Duration SELF_EXAMINATION = Duration.ofSeconds(1);

  /** What a life needs beside its loop. */
  record Components(
      ProxyLoop loop,
      FolderWatch watch,
      DaemonLink link,
      Spool spool,
      Tally tally,
      ProxyJournal journal,
      SoleProxy sole,
      Supplier<Optional<Successor>> successor,
      Expiration expiration) {}

  private record End(String reason, boolean inOrder) {}

  private final Components components;
  private final LongSupplier nanoTime;
  private final Consumer<String> epilogue;
  private final Heir heir;
  private final Thread thread = new Thread(this::live, "mpm-proxy");
  private final AtomicReference<@Nullable String> stop = new AtomicReference<>();
  private final long began;
  private long activity;
  private long lastActivity;
  private long examined;

  /**
   * @param epilogue is told why it ended, on the life's own thread, and makes the home free;
   *     whatever fails, it is called once
   * @param heir is started after that, where there is something that nobody else would come for
   */
  ProxyLife(Components components, LongSupplier nanoTime, Consumer<String> epilogue, Heir heir) {
    this.components = components;
    this.nanoTime = nanoTime;
    this.epilogue = epilogue;
    this.heir = heir;
    this.began = nanoTime.getAsLong();
    this.lastActivity = began;
    this.examined = began;
    thread.setDaemon(true);
  }

  void begin() {
    thread.start();
  }

  /** Waits for the end. */
  void await() throws InterruptedException {
    thread.join();
  }

  /** Ends the proxy in order, within a few seconds, and waits for that. Safe from any thread. */
  void end(String reason) throws InterruptedException {
    stop.compareAndSet(null, reason);
    tryTo("end the wait for news", components.watch()::close);
    thread.join(LAST_ANSWER.toMillis());
    tryTo("end the connection", components.link()::close);
    thread.join(LAST_WRITES.toMillis());
  }

  private void live() {
    End end = new End("it failed", false);
    Optional<Successor> successor;
    try {
      end = work();
      tryTo("end the wait for news", components.watch()::close);
      tryTo("end the connection", components.link()::close);
      tryTo("end the loop", components.loop()::close);
      tryTo("write the last counters", this::writeForTheLastTime);
      successor = components.successor().get();
    } catch (RuntimeException | Error e) {
      log.error("the proxy could not end in order", e);
      return;
    } finally {
      // As long as the home is not free hooks take this proxy for one at work, and start no other.
      epilogue.accept(end.reason());
    }
    // Whoever failed may fail again at once, and so on without an end.
    if (end.inOrder() && successor.map(next -> !next.comes()).orElseGet(this::hasMissedSomeone)) {
      startHeir();
    }
  }

  private End work() {
    try {
      String reason = turnUntilTheEnd();
      leave();
      return new End(reason, true);
    } catch (InterruptedException e) {
      return new End("it was interrupted", false);
    } catch (RuntimeException | Error e) {
      log.error("the proxy failed", e);
      // What it says may quote an event.
      return new End("it failed: " + e.getClass().getName() + "; the log says where", false);
    }
  }

  /** Whatever fails keeps nobody from the rest of the end. */
  private static void tryTo(String what, Runnable last) {
    try {
      last.run();
    } catch (RuntimeException | Error e) {
      log.error("the proxy could not {}", what, e);
    }
  }

  private void writeForTheLastTime() {
    if (components.sole().isStillOurs()) {
      components.journal().write();
    }
  }

  private void leave() {
    if (components.sole().isStillOurs() && components.successor().get().isEmpty()) {
      components.loop().leave();
    }
  }

  /** Hooks that came while it ended saw a proxy at work, and started none. */
  private boolean hasMissedSomeone() {
    try {
      return components.spool().hasStrangers();
    } catch (IOException e) {
      log.warn("what came at the end cannot be seen", e);
      return false;
    }
  }

  private void startHeir() {
    try {
      heir.start();
    } catch (IOException e) {
      log.warn("no other proxy could be started for what is left", e);
    }
  }

  private String turnUntilTheEnd() throws InterruptedException {
    while (true) {
      String told = stop.get();
      if (told != null) {
        return told;
      }
      boolean news = components.loop().turn();
      Optional<String> expired = news || isExaminationDue() ? expired() : Optional.empty();
      if (expired.isPresent()) {
        return expired.get();
      }
      components.journal().writeIfDue();
    }
  }

  private boolean isExaminationDue() {
    return nanoTime.getAsLong() - examined >= SELF_EXAMINATION.toNanos();
  }

  private Optional<String> expired() {
    examined = nanoTime.getAsLong();
    LifeSigns signs = signs();
    Optional<String> reason = components.expiration().reason(signs);
    if (reason.isEmpty() || !signs.homeThere()) {
      return reason;
    }
    // What woke us may be an event that nobody has seen yet.
    components.loop().look();
    return components.expiration().reason(signs());
  }

  private LifeSigns signs() {
    long now = nanoTime.getAsLong();
    long seenOrGone = components.tally().seen() + components.tally().delivered();
    if (seenOrGone != activity) {
      activity = seenOrGone;
      lastActivity = now;
    }
    return new LifeSigns(
        Duration.ofNanos(now - began),
        Duration.ofNanos(now - lastActivity),
        components.spool().waiting(),
        components.sole().isStillOurs(),
        components.successor().get());
  }
}
