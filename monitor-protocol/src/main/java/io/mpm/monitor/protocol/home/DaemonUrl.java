package io.mpm.monitor.protocol.home;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where a daemon can be reached: on a port ({@code http://127.0.0.1:8765}), or through a Unix
 * socket ({@code unix:/run/mpm.sock}).
 *
 * @param web whom HTTP speaks to
 * @param socket the absolute path of the socket that leads there, if one does
 */
public record DaemonUrl(URI web, Optional<Path> socket) {

  /**
   * The host of a daemon behind a Unix socket, where no port is known. No browser can be led to a
   * daemon under this name: the domain {@code .invalid} is reserved for names that do not exist.
   */
  public static final String SOCKET_HOST = "mpm-monitor.invalid";

  /** The names of this machine for itself, as addresses show them. */
  public static final List<String> LOOPBACK = List.of("127.0.0.1", "localhost", "[::1]");

  private static final String UNIX = "unix:";
  private static final int LAST_PORT = 65_535;

  public DaemonUrl {
    boolean http = "http".equals(web.getScheme()) || "https".equals(web.getScheme());
    boolean port = web.getPort() != 0 && web.getPort() <= LAST_PORT;
    if (!http || !port || web.getHost() == null || web.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "a daemon's address is like http://127.0.0.1:8765, not " + web);
    }
    if (socket.isPresent() && !socket.get().isAbsolute()) {
      throw new IllegalArgumentException("no absolute path: " + socket.get());
    }
  }

  /** Where {@code text} says; empty when it is no address. */
  public static Optional<DaemonUrl> parse(String text) {
    try {
      return Optional.of(
          text.startsWith(UNIX)
              ? behind(Path.of(text.substring(UNIX.length())))
              : new DaemonUrl(new URI(text), Optional.empty()));
    } catch (URISyntaxException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The address of a daemon on this machine. */
  public static DaemonUrl onLoopback(int port) {
    return new DaemonUrl(URI.create("http://127.0.0.1:" + port), Optional.empty());
  }

  private static DaemonUrl behind(Path socket) {
    return new DaemonUrl(URI.create("http://" + SOCKET_HOST), Optional.of(socket));
  }

  /** The address as the user writes it, and as {@link #parse} reads it. */
  @Override
  public String toString() {
    return socket.map(path -> UNIX + path).orElse(web.toString());
  }
}
