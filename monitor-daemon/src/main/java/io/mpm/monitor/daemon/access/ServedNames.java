package io.mpm.monitor.daemon.access;

import io.mpm.monitor.protocol.home.DaemonUrl;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The names under which a daemon is served: those of the loopback with its port, the one that comes
 * through a Unix socket, and those that its user added for tunnels. Exact matches in any case of
 * letters; nothing is a pattern.
 */
public final class ServedNames {

  private final Set<String> hosts = new HashSet<>();
  private final Set<String> origins = new HashSet<>();
  private final List<String> webSockets = new ArrayList<>();

  /**
   * The names of a daemon on that port.
   *
   * @param tunnels what a browser shows of a tunnel's other end, such as {@code
   *     devbox.example:8765}
   */
  public ServedNames(int port, List<String> tunnels) {
    for (String name : DaemonUrl.LOOPBACK) {
      serve(name + ":" + port, "http");
    }
    hosts.add(DaemonUrl.SOCKET_HOST);
    for (String name : tunnels) {
      serve(lowerCase(name), "http");
      // Whoever brings a tunnel to where others are gives it TLS.
      serve(lowerCase(name), "https");
    }
  }

  private void serve(String host, String scheme) {
    hosts.add(host);
    origins.add(scheme + "://" + host);
    // A Content-Security-Policy has no word for an IPv6 address; 'self' stands for it there.
    if (!host.startsWith("[")) {
      webSockets.add((scheme.equals("https") ? "wss://" : "ws://") + host);
    }
  }

  /** Whether that is what a {@code Host} header may say. */
  boolean isHost(String header) {
    return hosts.contains(lowerCase(header));
  }

  /** Whether that is what an {@code Origin} header may say. */
  boolean isOrigin(String header) {
    return origins.contains(lowerCase(header));
  }

  /** Where a page of ours may open a WebSocket to, as sources of a Content-Security-Policy. */
  public List<String> webSockets() {
    return List.copyOf(webSockets);
  }

  private static String lowerCase(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
