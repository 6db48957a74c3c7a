package io.mpm.monitor.proxy.lifecycle;

import java.io.IOException;

/** Another proxy, for what one that has ended leaves behind. */
@FunctionalInterface
public interface Heir {

  /**
   * Starts the heir, unless a proxy runs. Called when the home is free for it, on the ended proxy's
   * thread.
   */
  void start() throws IOException;
}
