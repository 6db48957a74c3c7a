package io.mpm.monitor.daemon;

import io.mpm.monitor.daemon.ingest.Ingest;
import io.mpm.monitor.daemon.model.Account;
import io.mpm.monitor.daemon.model.Observation;
import io.mpm.monitor.daemon.model.sessions.Fork;
import io.mpm.monitor.daemon.model.sessions.Interruption;
import io.mpm.monitor.daemon.model.sessions.Silence;
import io.mpm.monitor.daemon.usage.Witness;
import io.mpm.monitor.protocol.delivery.PublishedEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes events of what the daemon itself sees and no hook tells, where they change what is known.
 * Its own thread, {@code mpm-silence}, looks for silent sessions once in a while; whoever else sees
 * something tells it on any thread, and does not wait.
 */
final class Observer implements Witness, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Observer.class);

  /** Time limits are hours. */
  private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

  private final Ingest ingest;
  private final InstantSource clock;
  private final ScheduledThreadPoolExecutor thread;

  /** Looks for the first time after a while. */
  Observer(Ingest ingest, InstantSource clock) {
    this.ingest = ingest;
    this.clock = clock;
    this.thread = new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "mpm-silence"));
    long pause = BETWEEN_LOOKS.toSeconds();
    thread.scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.SECONDS);
  }

  /** Tells of the sessions that are silent though something is said to be at work in them. */
  CompletableFuture<Void> look() {
    Instant now = clock.instant();
    return logged(
        ingest
            .ask(account -> account.silences(now))
            .thenCompose(silences -> CompletableFuture.allOf(observed(silences, now))));
  }

  private CompletableFuture<?>[] observed(List<Silence> silences, Instant now) {
    return silences.stream()
        .map(silence -> ingest.observe(Observation.of(silence, now)))
        .toArray(CompletableFuture<?>[]::new);
  }

  @Override
  public void saw(Interruption interruption) {
    tell(account -> account.isNews(interruption), Observation.of(interruption));
  }

  @Override
  public void saw(Fork fork) {
    tell(account -> account.isNews(fork), Observation.of(fork));
  }

  private void tell(Predicate<Account> isNews, PublishedEvent event) {
    logged(
        ingest
            .ask(isNews::test)
            .thenAccept(
                news -> {
                  if (news) {
                    logged(ingest.observe(event));
                  }
                }));
  }

  private static <T> CompletableFuture<T> logged(CompletableFuture<T> running) {
    return running.whenComplete(
        (done, failure) -> {
          if (failure != null) {
            log.warn("What the daemon saw could not be taken in", failure);
          }
        });
  }

  /** Looks no more. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
