package io.mpm.monitor.daemon.access;

import io.mpm.monitor.daemon.access.Decision.Allow;
import io.mpm.monitor.daemon.access.Decision.Deny;
import io.mpm.monitor.daemon.access.Decision.Holder;
import io.mpm.monitor.protocol.home.Tokens;

/**
 * Decides about every request on every path, before anything else looks at it. A pure function of
 * the request's head.
 *
 * <p>Three questions, because each stops what the others let through: <em>Host</em> stops a web
 * page whose own name was rebound to this machine, which sends no Origin at all; <em>Origin</em>
 * stops every other web page; the <em>token</em> stops other users and programs on this machine.
 * Only exact matches count: a list of look-alikes would never be complete.
 */
public final class AccessPolicy {

  /** What a page from the disk sends, and just so any sandboxed frame on any web site. */
  private static final String OPAQUE_ORIGIN = "null";

  private final ServedNames names;
  private final Tokens tokens;

  /** The policy of a daemon of those names, which knows these tokens. */
  public AccessPolicy(ServedNames names, Tokens tokens) {
    this.names = names;
    this.tokens = tokens;
  }

  public Decision decide(AccessRequest request, Requirement requirement) {
    if (!request.target().startsWith("/")) {
      return new Deny(400, "the request target must be a path");
    }
    if (request.hosts().size() != 1) {
      return new Deny(400, "exactly one Host header is needed, not " + request.hosts().size());
    }
    if (!names.isHost(request.hosts().get(0))) {
      return new Deny(
          403, "this Host is not served here; that of a tunnel belongs into socketio.tunnels");
    }
    if (request.origins().size() > 1) {
      return new Deny(400, "more than one Origin header");
    }
    return decideOrigin(request, requirement);
  }

  private Decision decideOrigin(AccessRequest request, Requirement requirement) {
    String origin = request.origins().isEmpty() ? "" : request.origins().get(0);
    if (origin.equalsIgnoreCase(OPAQUE_ORIGIN)) {
      return decideToken(request, Requirement.TOKEN);
    }
    if (!origin.isEmpty() && !names.isOrigin(origin)) {
      return new Deny(403, "this Origin is not served here");
    }
    return decideToken(request, requirement);
  }

  private Decision decideToken(AccessRequest request, Requirement requirement) {
    if (requirement == Requirement.OPEN) {
      return new Allow(Holder.NOBODY);
    }
    return switch (request.tokens().size()) {
      case 0 ->
          requirement == Requirement.TOKEN_NOW_OR_SOON
              ? new Allow(Holder.NOBODY)
              : new Deny(401, "the access token is missing");
      case 1 -> decideToken(request.tokens().get(0), requirement);
      default -> new Deny(401, "more than one access token");
    };
  }

  private Decision decideToken(String shown, Requirement requirement) {
    boolean addsEvents =
        requirement == Requirement.PRODUCER || requirement == Requirement.TOKEN_NOW_OR_SOON;
    if (addsEvents && tokens.producer().matches(shown)) {
      return new Allow(Holder.PRODUCER);
    }
    return decideOwner(shown);
  }

  /**
   * Whether a token that came later than the head, in a CONNECT packet, is right for who its client
   * wants to be.
   */
  public Decision decideLateToken(String shown, Role role) {
    return role == Role.PRODUCER && tokens.producer().matches(shown)
        ? new Allow(Holder.PRODUCER)
        : decideOwner(shown);
  }

  private Decision decideOwner(String shown) {
    return tokens.owner().matches(shown)
        ? new Allow(Holder.OWNER)
        : new Deny(401, "the access token is wrong");
  }
}
