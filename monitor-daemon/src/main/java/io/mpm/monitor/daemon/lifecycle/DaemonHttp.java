package io.mpm.monitor.daemon.lifecycle;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import io.mpm.monitor.protocol.home.AccessToken;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;

/** What the command line asks of a daemon over HTTP. Always by address: a name may lie. */
final class DaemonHttp {

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final int port;

  DaemonHttp(int port) {
    this.port = port;
  }

  /** What the daemon says of itself. */
  JsonNode status() throws IOException {
    HttpURLConnection connection = open("/status");
    try {
      if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
        throw new IOException("GET /status was answered " + connection.getResponseCode());
      }
      return Json.parse(connection.getInputStream().readAllBytes());
    } catch (MalformedJsonException e) {
      throw new IOException("GET /status was answered with something else than JSON", e);
    } finally {
      connection.disconnect();
    }
  }

  /** Asks the daemon to end; returns when it has agreed. */
  void shutDown(AccessToken token, String reason) throws IOException {
    HttpURLConnection connection = open("/api/v1/shutdown");
    try {
      connection.setRequestMethod("POST");
      connection.setRequestProperty("Authorization", "Bearer " + token.reveal());
      connection.setRequestProperty("Content-Type", "application/json");
      connection.setDoOutput(true);
      try (OutputStream body = connection.getOutputStream()) {
        body.write(Json.bytes(Json.object().put("reason", reason)));
      }
      if (connection.getResponseCode() != HttpURLConnection.HTTP_ACCEPTED) {
        throw new IOException("POST /api/v1/shutdown was answered " + connection.getResponseCode());
      }
    } finally {
      connection.disconnect();
    }
  }

  private HttpURLConnection open(String path) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection)
            URI.create("http://127.0.0.1:" + port + path).toURL().openConnection(Proxy.NO_PROXY);
    connection.setConnectTimeout((int) PATIENCE.toMillis());
    connection.setReadTimeout((int) PATIENCE.toMillis());
    connection.setInstanceFollowRedirects(false);
    return connection;
  }
}
