package io.mpm.monitor.daemon;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Speaks Socket.IO packet by packet over a bare WebSocket: what no stock client would send, this
 * one can.
 */
public final class RawClient implements WebSocket.Listener, AutoCloseable {

  private final List<String> packets = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private final StringBuilder partial = new StringBuilder();
  private WebSocket socket;

  private RawClient() {}

  /** Opens a WebSocket with {@code query} after the usual parameters, and these headers. */
  public static RawClient open(int port, String query, String... headers) {
    RawClient client = new RawClient();
    WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
    for (int i = 0; i < headers.length; i += 2) {
      builder.header(headers[i], headers[i + 1]);
    }
    URI uri =
        URI.create("ws://127.0.0.1:" + port + "/socket.io/?EIO=4&transport=websocket" + query);
    client.socket = builder.buildAsync(uri, client).join();
    return client;
  }

  /** The status with which a handshake that must fail fails. */
  public static int refusedWith(int port, String query, String... headers) {
    try {
      open(port, query, headers).close();
      return 101;
    } catch (CompletionException e) {
      return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
    }
  }

  public RawClient send(String packet) {
    socket.sendText(packet, true).join();
    return this;
  }

  public WebSocket socket() {
    return socket;
  }

  /** Every packet heard so far, as its text. */
  public List<String> packets() {
    return packets;
  }

  /** The payloads of every event of that name heard so far. */
  public List<JsonNode> events(String name) {
    String prefix = "42[\"" + name + "\",";
    List<JsonNode> payloads = new ArrayList<>();
    for (String packet : packets) {
      if (packet.startsWith(prefix)) {
        payloads.add(json(packet.substring(2)).path(1));
      }
    }
    return payloads;
  }

  /** The ids of all live events heard so far, single or in batches. */
  public List<String> liveIds() {
    List<String> ids = new ArrayList<>();
    for (String packet : packets) {
      if (packet.startsWith("42[\"claude_event\",")) {
        ids.add(json(packet.substring(2)).path(1).path("id").asText());
      } else if (packet.startsWith("42[\"claude_events\",")) {
        json(packet.substring(2))
            .path(1)
            .path("events")
            .forEach(event -> ids.add(event.path("id").asText()));
      }
    }
    return ids;
  }

  private static JsonNode json(String text) {
    try {
      return Json.parse(text);
    } catch (MalformedJsonException e) {
      throw new AssertionError("the daemon sent no JSON: " + text, e);
    }
  }

  public boolean isClosed() {
    return closed.isDone();
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      packets.add(partial.toString());
      partial.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
    closed.complete(null);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed.complete(null);
  }

  @Override
  public void close() {
    if (socket != null) {
      socket.abort();
    }
  }
}
