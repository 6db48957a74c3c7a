package io.mpm.monitor.proxy;

import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.StopRecord;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A whole proxy on a thread of the test. */
final class RunningProxy {

  final CompletableFuture<StopRecord> stopped = new CompletableFuture<>();
  private final Thread thread;

  RunningProxy(MonitorHome home, ProxySettings settings) {
    thread =
        new Thread(
            () -> {
              try {
                stopped.complete(
                    SocketIOClientProxy.run(home, Map.of(), settings, TestSettings.PROGRAM));
              } catch (InterruptedException | RuntimeException e) {
                stopped.completeExceptionally(e);
              }
            },
            "test-proxy");
  }

  RunningProxy start() {
    thread.start();
    return this;
  }

  /** Interrupts it and waits for its end. */
  void end() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }
}
