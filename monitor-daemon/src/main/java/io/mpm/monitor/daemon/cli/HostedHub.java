package io.mpm.monitor.daemon.cli;

import io.mpm.monitor.daemon.lifecycle.AlreadyRunningException;
import io.mpm.monitor.daemon.lifecycle.ForegroundDaemon;
import io.mpm.monitor.daemon.lifecycle.RunningProxy;
import io.mpm.monitor.daemon.system.Poll;
import io.mpm.monitor.daemon.system.PortTakenException;
import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.SpoolListing;
import io.mpm.monitor.protocol.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A hub in this process, for as long as a session needs it. Listens from {@link #start} on. */
final class HostedHub implements AutoCloseable {

  private static final Duration LAST_EVENTS = Duration.ofSeconds(3);

  private static final long END_MS = 5000;

  private final MonitorHome home;
  private final ForegroundDaemon daemon;
  private final Thread thread;

  private HostedHub(MonitorHome home, ForegroundDaemon daemon, Thread thread) {
    this.home = home;
    this.daemon = daemon;
    this.thread = thread;
  }

  /**
   * Starts one; returns when it listens.
   *
   * @throws AlreadyRunningException when another was a moment quicker
   */
  static HostedHub start(Surroundings surroundings, Settings settings, Map<String, String> flags)
      throws IOException, AlreadyRunningException, PortTakenException, InterruptedException {
    surroundings.home().prepare();
    ForegroundDaemon daemon = ConfiguredDaemon.of(surroundings, settings, flags);
    CompletableFuture<Void> ready = new CompletableFuture<>();
    Thread thread = new Thread(() -> serve(daemon, ready), "mpm-hub");
    thread.start();
    try {
      ready.get();
    } catch (ExecutionException e) {
      thread.join();
      throw rethrown(e);
    }
    return new HostedHub(surroundings.home(), daemon, thread);
  }

  private static void serve(ForegroundDaemon daemon, CompletableFuture<Void> ready) {
    try {
      daemon.run(record -> ready.complete(null));
    } catch (IOException
        | AlreadyRunningException
        | PortTakenException
        | RuntimeException
        | Error e) {
      // Whatever it is, somebody waits for it.
      ready.completeExceptionally(e);
    }
  }

  private static IOException rethrown(ExecutionException failure)
      throws IOException, AlreadyRunningException, PortTakenException {
    Throwable cause = failure.getCause();
    if (cause instanceof AlreadyRunningException already) {
      throw already;
    }
    if (cause instanceof PortTakenException taken) {
      throw taken;
    }
    return cause instanceof IOException io ? io : new IOException("the hub did not start", cause);
  }

  /** Gives the last events of the session a moment to arrive; ends the hub and the proxy. */
  @Override
  public void close() {
    try {
      awaitLastEvents();
      daemon.stop("the session that it was started for has ended");
      thread.join(END_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    RunningProxy.find(home).ifPresent(RunningProxy::end);
  }

  private void awaitLastEvents() throws InterruptedException {
    Poll.until(() -> !thread.isAlive() || !isBusy(), LAST_EVENTS);
  }

  private boolean isBusy() {
    // Whoever starts a proxy would start another one if that ended before they have seen it.
    if (Files.isDirectory(home.proxyStarting())) {
      return true;
    }
    try {
      return new SpoolListing(home.spool()).holdsAny();
    } catch (IOException e) {
      return false;
    }
  }
}
