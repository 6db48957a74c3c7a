package io.mpm.monitor.daemon.hub;

import io.mpm.monitor.daemon.http.TokenShown;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Bounds how many connections there are at once. Those that have shown the token have places of
 * their own. Strangers share fewer: past them, the one that has been a stranger for longest makes
 * room for the next, so that nobody who holds connections open keeps out who is about to show the
 * token. On the one event loop.
 */
@Sharable
final class ConnectionLimit extends ChannelInboundHandlerAdapter {

  private final int maxMembers;
  private final int maxStrangers;
  private final BadPackets refused;
  private final Set<Channel> members = new HashSet<>();
  private final Set<Channel> strangers = new LinkedHashSet<>(); // the oldest first
  private volatile int open; // written on the event loop only

  ConnectionLimit(int maxMembers, int maxStrangers, BadPackets refused) {
    if (maxMembers < 1 || maxStrangers < 1) {
      throw new IllegalArgumentException(
          "limits must be positive: " + maxMembers + ", " + maxStrangers);
    }
    this.maxMembers = maxMembers;
    this.maxStrangers = maxStrangers;
    this.refused = refused;
  }

  /** How many connections there are. Any thread. */
  int open() {
    return open;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    if (members.size() >= maxMembers) {
      refused.count("nothing yet, as one connection too many");
      ctx.close();
      return;
    }
    if (strangers.size() >= maxStrangers) {
      Channel oldest = strangers.iterator().next();
      strangers.remove(oldest);
      refused.count("no token, as one stranger too many");
      oldest.close();
    }
    strangers.add(ctx.channel());
    count();
    ctx.fireChannelActive();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof TokenShown && strangers.remove(ctx.channel())) {
      members.add(ctx.channel());
    }
    ctx.fireUserEventTriggered(event);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    strangers.remove(ctx.channel());
    members.remove(ctx.channel());
    count();
    ctx.fireChannelInactive();
  }

  private void count() {
    open = members.size() + strangers.size();
  }
}
