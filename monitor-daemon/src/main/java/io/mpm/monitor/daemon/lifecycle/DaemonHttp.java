package io.mpm.monitor.daemon.lifecycle;

import static java.nio.charset.StandardCharsets.UTF_8;

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

  /**
   * For what is work: a batch is acknowledged when the disk has it, and new settings may mean that
   * the rules of redaction are made anew. Who gave up would say that it was not done.
   */
  private static final Duration WORK_PATIENCE = Duration.ofSeconds(30);

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

  /** What the daemon measures of itself. */
  JsonNode figures(AccessToken token) throws IOException {
    return get("/api/v1/metrics", token);
  }

  /** What is held; {@code query} as {@code docs/protocol.md} has it. */
  JsonNode events(AccessToken token, String query) throws IOException {
    return get("/api/v1/events?" + query, token);
  }

  private JsonNode get(String path, AccessToken token) throws IOException {
    HttpURLConnection connection = open(path);
    try {
      connection.setRequestProperty("Authorization", "Bearer " + token.reveal());
      requireStatus(connection, HttpURLConnection.HTTP_OK);
      return Json.parse(connection.getInputStream().readAllBytes());
    } catch (MalformedJsonException e) {
      throw new IOException("GET " + path + " was answered with something else than JSON", e);
    } finally {
      connection.disconnect();
    }
  }

  /** Asks the daemon to end; returns when it has agreed. */
  void shutDown(AccessToken token, String reason) throws IOException {
    HttpURLConnection connection = open("/api/v1/shutdown");
    try {
      post(connection, token, Json.bytes(Json.object().put("reason", reason)));
      requireStatus(connection, HttpURLConnection.HTTP_ACCEPTED);
    } finally {
      connection.disconnect();
    }
  }

  /**
   * Asks the daemon to read its settings again; returns what has changed.
   *
   * @throws IOException also when they do not stand, with what is wrong
   */
  JsonNode reload(AccessToken token) throws IOException {
    HttpURLConnection connection = open("/api/v1/reload");
    try {
      connection.setReadTimeout((int) WORK_PATIENCE.toMillis());
      post(connection, token, Json.bytes(Json.object()));
      if (connection.getResponseCode() == HttpURLConnection.HTTP_BAD_REQUEST) {
        String problem = new String(connection.getErrorStream().readAllBytes(), UTF_8);
        throw new IOException(problem.strip());
      }
      requireStatus(connection, HttpURLConnection.HTTP_OK);
      return Json.parse(connection.getInputStream().readAllBytes());
    } catch (MalformedJsonException e) {
      throw new IOException("a reload was answered with something else than JSON", e);
    } finally {
      connection.disconnect();
    }
  }

  /** Publishes a batch; returns its acknowledgement. */
  JsonNode publish(AccessToken token, JsonNode batch) throws IOException {
    HttpURLConnection connection = open("/api/v1/events");
    try {
      connection.setReadTimeout((int) WORK_PATIENCE.toMillis());
      post(connection, token, Json.bytes(batch));
      requireStatus(connection, HttpURLConnection.HTTP_OK);
      return Json.parse(connection.getInputStream().readAllBytes());
    } catch (MalformedJsonException e) {
      throw new IOException("a batch was acknowledged with something else than JSON", e);
    } finally {
      connection.disconnect();
    }
  }

  private static void post(HttpURLConnection connection, AccessToken token, byte[] json)
      throws IOException {
    connection.setRequestMethod("POST");
    connection.setRequestProperty("Authorization", "Bearer " + token.reveal());
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setDoOutput(true);
    try (OutputStream body = connection.getOutputStream()) {
      body.write(json);
    }
  }

  private static void requireStatus(HttpURLConnection connection, int wanted) throws IOException {
    if (connection.getResponseCode() == HttpURLConnection.HTTP_UNAUTHORIZED) {
      throw new IOException(
          "the daemon that runs has another token; `mpm-monitord restart` gives it the one of now");
    }
    if (connection.getResponseCode() != wanted) {
      throw new IOException(
          "%s %s was answered %d"
              .formatted(
                  connection.getRequestMethod(),
                  connection.getURL().getPath(),
                  connection.getResponseCode()));
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
