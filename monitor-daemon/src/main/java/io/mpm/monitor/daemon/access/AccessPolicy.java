package io.mpm.monitor.daemon.access;

import io.mpm.monitor.daemon.access.Decision.Allow;
import io.mpm.monitor.daemon.access.Decision.Deny;
import io.mpm.monitor.protocol.home.Tokens;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

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

  private static final List<String> LOOPBACK_NAMES = List.of("127.0.0.1", "localhost", "[::1]");

  /** What a page from the disk sends, and just so any sandboxed frame on any web site. */
  private static final String OPAQUE_ORIGIN = "null";

  private final Set<String> hosts = new HashSet<>();
  private final Set<String> origins = new HashSet<>();
  private final Tokens tokens;

  /** The policy of a daemon that listens on {@code port} of the loopback. */
  public AccessPolicy(int port, Tokens tokens) {
    this.tokens = tokens;
    for (String name : LOOPBACK_NAMES) {
      hosts.add(name + ":" + port);
      origins.add("http://" + name + ":" + port);
    }
  }

  public Decision decide(AccessRequest request, Requirement requirement) {
    if (!request.target().startsWith("/")) {
      return new Deny(400, "the request target must be a path");
    }
    if (request.hosts().size() != 1) {
      return new Deny(400, "exactly one Host header is needed, not " + request.hosts().size());
    }
    if (!hosts.contains(lowerCase(request.hosts().get(0)))) {
      return new Deny(403, "this Host is not served here");
    }
    if (request.origins().size() > 1) {
      return new Deny(400, "more than one Origin header");
    }
    return decideOrigin(request, requirement);
  }

  private Decision decideOrigin(AccessRequest request, Requirement requirement) {
    String origin = request.origins().isEmpty() ? "" : lowerCase(request.origins().get(0));
    if (origin.equals(OPAQUE_ORIGIN)) {
      return decideToken(request, Requirement.TOKEN);
    }
    if (!origin.isEmpty() && !origins.contains(origin)) {
      return new Deny(403, "this Origin is not served here");
    }
    return decideToken(request, requirement);
  }

  private Decision decideToken(AccessRequest request, Requirement requirement) {
    if (requirement == Requirement.OPEN) {
      return new Allow(false);
    }
    return switch (request.tokens().size()) {
      case 0 ->
          requirement == Requirement.TOKEN_NOW_OR_SOON
              ? new Allow(false)
              : new Deny(401, "the access token is missing");
      case 1 -> decideToken(request.tokens().get(0), requirement);
      default -> new Deny(401, "more than one access token");
    };
  }

  private Decision decideToken(String shown, Requirement requirement) {
    if (requirement == Requirement.PRODUCER && tokens.producer().matches(shown)) {
      // Not authenticated: what the connection asks for next may need more.
      return new Allow(false);
    }
    return decideLateToken(shown);
  }

  /** Whether a token that came later than the head, in a CONNECT packet, is right. */
  public Decision decideLateToken(String shown) {
    return tokens.owner().matches(shown)
        ? new Allow(true)
        : new Deny(401, "the access token is wrong");
  }

  private static String lowerCase(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
