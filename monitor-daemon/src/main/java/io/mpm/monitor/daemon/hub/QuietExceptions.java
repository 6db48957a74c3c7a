package io.mpm.monitor.daemon.hub;

import com.corundumstudio.socketio.SocketIOClient;
import com.corundumstudio.socketio.listener.ExceptionListenerAdapter;
import io.netty.channel.ChannelHandlerContext;
import java.util.List;

/**
 * What netty-socketio could not digest is counted, and whoever sent it is closed; none of it goes
 * into a log.
 */
final class QuietExceptions extends ExceptionListenerAdapter {

  private final BadPackets badPackets;

  QuietExceptions(BadPackets badPackets) {
    this.badPackets = badPackets;
  }

  @Override
  public void onEventException(Exception e, List<Object> args, SocketIOClient client) {
    badPackets.count("an event that made " + e.getClass().getSimpleName());
    client.disconnect();
  }

  @Override
  public void onAuthException(Throwable e, SocketIOClient client) {
    badPackets.count("an auth that made " + e.getClass().getSimpleName());
    client.disconnect();
  }

  @Override
  public boolean exceptionCaught(ChannelHandlerContext ctx, Throwable e) {
    badPackets.count("a packet that made " + e.getClass().getSimpleName());
    ctx.close();
    return true;
  }
}
