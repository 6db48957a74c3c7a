package io.mpm.monitor.daemon.hub;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.util.EnumSet;
import java.util.Set;

/**
 * Why nothing is read from a channel for a while. Reasons come and go each by itself, and the
 * channel is read from again when none is left. On the channel's event loop.
 */
enum Halt {
  /** Enough of what it and others sent waits for the ingest. */
  INTAKE,
  /** It leaves unread what it was sent. */
  ANSWERS;

  private static final AttributeKey<Set<Halt>> IN_FORCE = AttributeKey.valueOf(Halt.class, "all");

  void begin(Channel channel) {
    inForce(channel).add(this);
    channel.config().setAutoRead(false);
  }

  /** Does nothing when it is not in force. */
  void end(Channel channel) {
    Set<Halt> inForce = inForce(channel);
    if (inForce.remove(this) && inForce.isEmpty()) {
      channel.config().setAutoRead(true);
    }
  }

  private static Set<Halt> inForce(Channel channel) {
    channel.attr(IN_FORCE).setIfAbsent(EnumSet.noneOf(Halt.class));
    return channel.attr(IN_FORCE).get();
  }
}
