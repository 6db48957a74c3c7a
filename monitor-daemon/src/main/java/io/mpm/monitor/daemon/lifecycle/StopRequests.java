package io.mpm.monitor.daemon.lifecycle;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Where everybody who wants the daemon to end says so. The first reason is the one that counts. */
final class StopRequests {

  private static final int MAX_REASON_CHARS = 200;

  private final CompletableFuture<String> first = new CompletableFuture<>();

  /** Asks for the end. Any thread; returns at once. */
  void stop(String reason) {
    String line = reason.strip().replaceAll("\\p{Cntrl}", " ");
    if (line.length() > MAX_REASON_CHARS) {
      line = line.substring(0, MAX_REASON_CHARS) + "…";
    }
    first.complete(line.isEmpty() ? "asked to stop" : line);
  }

  /** Waits that long at most for somebody to ask. */
  Optional<String> await(Duration atMost) {
    try {
      return Optional.of(first.get(atMost.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException("nobody completes it so", e);
    }
  }
}
