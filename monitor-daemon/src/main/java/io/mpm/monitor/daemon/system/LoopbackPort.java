package io.mpm.monitor.daemon.system;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** A port on 127.0.0.1. */
public final class LoopbackPort {

  private LoopbackPort() {}

  /**
   * Asks the system whether a daemon could have {@code port} now. Saves starting one that cannot:
   * the answer may be old a moment later, and the daemon finds out for itself.
   */
  public static void requireFree(int port) throws IOException, PortTakenException {
    try (ServerSocket probe = new ServerSocket()) {
      // As the daemon does: connections of the last one that are still fading are no obstacle.
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
    } catch (BindException e) {
      throw PortTakenException.of(port, e);
    }
  }
}
