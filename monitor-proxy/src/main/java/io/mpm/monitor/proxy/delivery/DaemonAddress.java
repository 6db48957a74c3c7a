package io.mpm.monitor.proxy.delivery;

import io.mpm.monitor.protocol.home.AccessToken;
import java.net.URI;
import java.util.Optional;

/**
 * Where the daemon listens, and what shows it who we are.
 *
 * @param uri {@code http://host:port}
 * @param token empty when we have none for it
 */
public record DaemonAddress(URI uri, Optional<AccessToken> token) {

  public DaemonAddress {
    boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!web || uri.getHost() == null || uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "a daemon's address is like http://127.0.0.1:8765, not " + uri);
    }
  }
}
