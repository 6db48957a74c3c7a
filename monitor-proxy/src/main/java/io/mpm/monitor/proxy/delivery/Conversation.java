package io.mpm.monitor.proxy.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.protocol.delivery.BatchCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;

/**
 * What is said over one WebSocket, from the handshake to the end. The daemon's words arrive on a
 * thread of the WebSocket's; whoever asked waits for the futures.
 */
final class Conversation extends WebSocketListener {

  private static final int SWITCHING_PROTOCOLS = 101;
  private static final int UNAUTHORIZED = 401;
  private static final long MAX_MESSAGE = 500;

  private final JsonNode auth;
  private final LongSupplier nanoTime;
  private final CompletableFuture<Connection> opening = new CompletableFuture<>();
  private CompletableFuture<Publication> inFlight = new CompletableFuture<>();
  private @Nullable WebSocket socket;
  private Duration silence = Duration.ZERO;
  private boolean open;
  private boolean ended;
  private long heard;
  private long id = -1;

  /**
   * @param auth who we are
   */
  Conversation(JsonNode auth, LongSupplier nanoTime) {
    this.auth = auth;
    this.nanoTime = nanoTime;
  }

  /** Begins it. */
  synchronized CompletableFuture<Connection> begin(OkHttpClient client, Request request) {
    if (!ended) {
      socket = client.newWebSocket(request, this);
    }
    return opening;
  }

  /** Whether the daemon has let us in, and has been heard since for as long as it lives. */
  synchronized boolean isOpen() {
    return open && nanoTime.getAsLong() - heard <= silence.toNanos();
  }

  /** Sends a batch, if it is open. An answer to an earlier one is not waited for any more. */
  synchronized CompletableFuture<Publication> publish(String batch) {
    CompletableFuture<Publication> answer = new CompletableFuture<>();
    inFlight = answer;
    if (socket == null || !isOpen()) {
      answer.complete(new Publication.Unanswered("not connected"));
    } else {
      id++;
      if (!socket.send(Packet.event(id, "publish", batch))) {
        answer.complete(new Publication.Unanswered("disconnected: the socket takes no more"));
      }
    }
    return answer;
  }

  /** Ends it at once, and whatever somebody waits for. */
  synchronized void end(String reason) {
    over(new Connection.Unreachable(reason), reason);
    if (socket != null) {
      // A farewell would wait for a daemon that hangs.
      socket.cancel();
    }
  }

  @Override
  public synchronized void onMessage(WebSocket from, String text) {
    heard = nanoTime.getAsLong();
    Packet packet = Packet.parse(text);
    if (packet instanceof Packet.Ping) {
      from.send(Packet.PONG);
    } else if (packet instanceof Packet.Acknowledged acknowledged) {
      if (acknowledged.id() == id) {
        inFlight.complete(publication(acknowledged.answer()));
      }
    } else if (packet instanceof Packet.Opened opened) {
      silence = opened.silence();
      from.send(Packet.connect(auth));
    } else if (packet instanceof Packet.Connected) {
      open = !ended;
      opening.complete(new Connection.Open());
    } else if (packet instanceof Packet.Refused refused) {
      opening.complete(refusal(refused.error()));
    } else if (packet instanceof Packet.Farewell) {
      lost("the daemon ended the connection");
    }
  }

  @Override
  public synchronized void onClosing(WebSocket from, int code, String reason) {
    lost("the daemon closed the connection, " + code);
    from.cancel();
  }

  @Override
  public synchronized void onFailure(WebSocket from, Throwable cause, @Nullable Response response) {
    if (response != null && response.code() != SWITCHING_PROTOCOLS) {
      opening.complete(refusal(response));
    }
    lost(innermost(cause));
  }

  private void lost(String reason) {
    over(new Connection.Unreachable(reason), "disconnected: " + reason);
  }

  private void over(Connection forWhoConnects, String forWhoPublishes) {
    ended = true;
    open = false;
    opening.complete(forWhoConnects);
    inFlight.complete(new Publication.Unanswered(forWhoPublishes));
  }

  private static Publication publication(JsonNode answer) {
    try {
      return new Publication.Acknowledged(BatchCodec.decodeAck(answer));
    } catch (IllegalArgumentException e) {
      return new Publication.Unanswered("the acknowledgement is none: " + e.getMessage());
    }
  }

  private static Connection refusal(JsonNode error) {
    String message = error.path("message").asText("no reason given");
    return switch (error.path("data").path("code").asText()) {
      case "unauthorized" -> new Connection.WrongToken(message);
      case "unsupported_version" -> new Connection.UnsupportedVersion(message);
      default -> new Connection.Unreachable("refused: " + message);
    };
  }

  private static Connection refusal(Response response) {
    String status = "HTTP status " + response.code();
    if (response.code() != UNAUTHORIZED) {
      return new Connection.Unreachable(status);
    }
    try {
      String body = response.peekBody(MAX_MESSAGE).string().strip();
      return new Connection.WrongToken(body.isEmpty() ? status : body);
    } catch (IOException e) {
      return new Connection.WrongToken(status);
    }
  }

  /** The cause that tells something: "Connection refused". */
  private static String innermost(Throwable cause) {
    Throwable inner = cause;
    while (inner.getCause() != null) {
      inner = inner.getCause();
    }
    return inner.toString();
  }
}
