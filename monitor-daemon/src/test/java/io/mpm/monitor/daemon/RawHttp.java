package io.mpm.monitor.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sends bytes to a port as they are: what no HTTP library would send, this one can. */
public final class RawHttp {

  private static final int PATIENCE_MILLIS = 5_000;

  private RawHttp() {}

  /**
   * What comes back until the daemon closes the connection, which {@code Connection: close} asks
   * for.
   */
  public static String send(int port, String request) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A GET with these header lines. */
  public static String get(int port, String target, String... headers) {
    return send(port, head("GET", target, headers));
  }

  public static String head(String method, String target, String... headers) {
    StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    return request.append("Connection: close\r\n\r\n").toString();
  }

  /** The status of an answer. */
  public static int status(String answer) {
    return answer.isEmpty() ? 0 : Integer.parseInt(answer.substring(9, 12));
  }
}
