package io.mpm.monitor.daemon.hub;

import io.mpm.monitor.daemon.hub.Handshake.Outcome.Welcome;
import io.netty.channel.Channel;

/** Hears of clients that may be heard. On the event loop. */
interface ClientConnection {

  /**
   * A client has shown the token and its namespace is open: the CONNECT answer has been written.
   */
  void opened(Channel channel, String clientId, Welcome welcome);

  /** Its socket takes more again. */
  void writable();

  /** It has answered a packet of ours, or one that never was. */
  void acknowledged(String clientId, int ackId);

  /** It has sent events. */
  void published(String clientId, Publication publication);

  /** It is gone. Called once for each that was opened. */
  void closed(String clientId);
}
