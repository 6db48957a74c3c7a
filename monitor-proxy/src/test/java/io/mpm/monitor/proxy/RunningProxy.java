package io.mpm.monitor.proxy;

import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.StopRecord;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** A whole proxy on a thread of the test. */
final class RunningProxy {

  final CompletableFuture<StopRecord> stopped = new CompletableFuture<>();
  private final MonitorHome home;
  private final Thread thread;

  RunningProxy(MonitorHome home, ProxySettings settings) {
    this.home = home;
    thread =
        new Thread(
            () -> {
              try {
                stopped.complete(
                    SocketIOClientProxy.run(
                        home,
                        TestSettings.in(home, settings),
                        TestSettings.PROGRAM,
                        TestSettings.NO_HEIR));
              } catch (IOException | InterruptedException | RuntimeException e) {
                stopped.completeExceptionally(e);
              }
            },
            "test-proxy");
  }

  RunningProxy start() {
    thread.start();
    return this;
  }

  /** Interrupts it and waits for its end. Whatever was done to it, its account must hold. */
  void end() throws Exception {
    boolean began = thread.getState() != Thread.State.NEW;
    thread.interrupt();
    thread.join();
    if (began) {
      Conservation.assertHolds(home);
    }
  }
}
