package io.mpm.monitor.daemon.hub;

import io.mpm.monitor.daemon.access.Role;

/**
 * Reads a CONNECT packet's {@code auth}: who the client is to be, or why it is not let in. On the
 * event loop.
 */
interface Handshake {

  sealed interface Outcome {

    record Welcome(Role role, Dialect dialect) implements Outcome {}

    /**
     * Why not.
     *
     * @param code one that programs can tell apart, as {@code docs/protocol.md} lists them
     */
    record Refused(String code, String reason) implements Outcome {}
  }

  /**
   * Decides about a CONNECT.
   *
   * @param auth the packet's payload, empty for none
   * @param authenticated whether the HTTP handshake has shown the token already
   */
  Outcome decide(String auth, boolean authenticated);
}
