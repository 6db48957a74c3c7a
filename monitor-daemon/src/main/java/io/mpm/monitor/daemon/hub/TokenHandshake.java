package io.mpm.monitor.daemon.hub;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.access.AccessPolicy;
import io.mpm.monitor.daemon.access.Decision;
import io.mpm.monitor.daemon.access.Role;
import io.mpm.monitor.protocol.Protocol;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import java.util.Optional;

/** Lets in who shows a token that is good for the role that he names. */
final class TokenHandshake implements Handshake {

  private static final String UNAUTHORIZED = "unauthorized";
  private static final String UNSUPPORTED_VERSION = "unsupported_version";
  private static final String MALFORMED = "malformed";

  private final AccessPolicy policy;

  TokenHandshake(AccessPolicy policy) {
    this.policy = policy;
  }

  @Override
  public Outcome decide(String auth, boolean authenticated) {
    JsonNode shown;
    try {
      shown = auth.isEmpty() ? Json.object() : Json.parse(auth);
    } catch (MalformedJsonException e) {
      return new Outcome.Refused(MALFORMED, "auth is no JSON");
    }
    JsonNode named = shown.path("role");
    Optional<Role> role =
        named.isMissingNode() || named.isTextual()
            ? Role.named(named.asText(""))
            : Optional.empty();
    if (!authenticated || shown.has("token")) {
      Decision decision =
          policy.decideLateToken(shown.path("token").asText(""), role.orElse(Role.ADMIN));
      if (decision instanceof Decision.Deny deny) {
        return new Outcome.Refused(UNAUTHORIZED, deny.reason());
      }
    }
    return decideRole(shown, role);
  }

  private static Outcome decideRole(JsonNode shown, Optional<Role> role) {
    int version = shown.path("v").asInt(Protocol.VERSION);
    if (version != Protocol.VERSION) {
      return new Outcome.Refused(
          UNSUPPORTED_VERSION,
          "protocol version "
              + version
              + " is not spoken here; this daemon speaks "
              + Protocol.VERSION);
    }
    if (role.isEmpty()) {
      return new Outcome.Refused(MALFORMED, "role must be dashboard, producer or admin");
    }
    // Who names a version has read ours; claude-mpm's clients name none.
    return new Outcome.Welcome(role.get(), shown.has("v") ? Dialect.OURS : Dialect.SEED);
  }
}
