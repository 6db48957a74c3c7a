package io.mpm.monitor.proxy.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.Protocol;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.delivery.BatchAck;
import io.mpm.monitor.protocol.delivery.BatchCodec;
import io.mpm.monitor.protocol.home.AccessToken;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is said over one WebSocket, from who we are to the end. For one thread; any may close it.
 */
final class Conversation implements Closeable {

  private final WebSocket socket;
  private final LongSupplier nanoTime;
  private Duration silence = Duration.ZERO;
  private long heard;
  private long id = -1;

  Conversation(WebSocket socket, LongSupplier nanoTime) {
    this.socket = socket;
    this.nanoTime = nanoTime;
  }

  /** Says who we are, and waits for what the daemon makes of it. */
  Connection begin(Optional<AccessToken> token, Deadline deadline)
      throws IOException, InterruptedException {
    while (true) {
      Packet packet = next(deadline);
      if (packet instanceof Packet.Opened opened) {
        silence = opened.silence();
        socket.send(Packet.connect(auth(token)), deadline);
      } else if (packet instanceof Packet.Connected) {
        return new Connection.Open();
      } else if (packet instanceof Packet.Refused refused) {
        return refusal(refused.error());
      }
    }
  }

  /** Sends a batch and waits for the daemon's word on it. */
  BatchAck publish(String batch, Deadline deadline) throws IOException, InterruptedException {
    id++;
    socket.send(Packet.event(id, "publish", batch), deadline);
    while (true) {
      if (next(deadline) instanceof Packet.Acknowledged acknowledged && acknowledged.id() == id) {
        return ack(acknowledged.answer());
      }
    }
  }

  /**
   * Hears what has come, so that a daemon that asks is answered, and waits for nothing.
   *
   * @throws IOException when the daemon is gone, or was silent for longer than it ever is
   */
  void listen(Deadline deadline) throws IOException, InterruptedException {
    while (hear(deadline) != null) {
      // Nobody waits for it.
    }
    if (nanoTime.getAsLong() - heard > silence.toNanos()) {
      throw new SocketTimeoutException("the daemon has been silent for " + silence);
    }
  }

  private Packet next(Deadline deadline) throws IOException, InterruptedException {
    Packet packet = hear(deadline);
    while (packet == null) {
      socket.awaitMore(deadline);
      packet = hear(deadline);
    }
    return packet;
  }

  private @Nullable Packet hear(Deadline deadline) throws IOException, InterruptedException {
    String text = socket.poll(deadline);
    if (text == null) {
      return null;
    }
    heard = nanoTime.getAsLong();
    Packet packet = Packet.parse(text);
    if (packet instanceof Packet.Ping) {
      socket.send(Packet.PONG, deadline);
    } else if (packet instanceof Packet.Farewell) {
      throw new EOFException("the daemon ended the connection");
    }
    return packet;
  }

  private static ObjectNode auth(Optional<AccessToken> token) {
    ObjectNode auth = Json.object().put("role", "producer").put("v", Protocol.VERSION);
    token.ifPresent(ours -> auth.put("token", ours.reveal()));
    return auth;
  }

  private static Connection refusal(JsonNode error) {
    String message = error.path("message").asText("no reason given");
    return switch (error.path("data").path("code").asText()) {
      case "unauthorized" -> new Connection.WrongToken(message);
      case "unsupported_version" -> new Connection.UnsupportedVersion(message);
      default -> new Connection.Unreachable("refused: " + message);
    };
  }

  private static BatchAck ack(JsonNode answer) throws IOException {
    try {
      return BatchCodec.decodeAck(answer);
    } catch (IllegalArgumentException e) {
      throw new IOException("the acknowledgement is none: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
