package io.mpm.monitor.daemon.http;

import io.mpm.monitor.daemon.access.AccessPolicy;
import io.mpm.monitor.daemon.access.ServedNames;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import java.io.IOException;
import java.nio.file.Path;

/**
 * All that happens to a request before it is known to be a Socket.IO handshake: access, limits,
 * routes, the page.
 */
public final class HttpDoor {

  /**
   * The largest body taken, by the door for hooks: a Write of several megabytes must come through.
   */
  private static final int MAX_BODY_BYTES = 8 << 20;

  private final AccessPolicy policy;
  private final Router router;
  private final PageFiles page;
  private final Answers answers;
  private final Refusals refusals;

  public HttpDoor(
      AccessPolicy policy, Routes routes, Path dashboard, ServedNames names, Refusals refusals)
      throws IOException {
    this.policy = policy;
    this.router = new Router(routes.all());
    this.page = new PageFiles(dashboard);
    this.answers = new Answers(new SecurityHeaders(names));
    this.refusals = refusals;
  }

  /** Adds our handlers to a pipeline that so far only decodes and encodes HTTP. */
  public void addTo(ChannelPipeline pipeline) {
    pipeline.addLast("accessGate", new AccessGate(policy, router, refusals));
    pipeline.addLast("wholeRequests", new WholeRequests(MAX_BODY_BYTES, answers));
    pipeline.addLast("requestDeadline", new RequestDeadline());
    pipeline.addLast("oneAtATime", new OneAtATime());
    pipeline.addLast(RequestHandler.NAME, new RequestHandler(router, page, answers, refusals));
  }

  /** Whether the handshake on this channel has shown the token. */
  public static boolean isAuthenticated(Channel channel) {
    return Boolean.TRUE.equals(channel.attr(AccessGate.AUTHENTICATED).get());
  }
}
