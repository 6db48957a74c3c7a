package io.mpm.monitor.proxy.delivery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.mpm.monitor.protocol.home.AccessToken;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How an HTTP connection becomes a WebSocket (RFC 6455): a request to change the protocol, and a
 * server that proves that it has understood it.
 */
final class WebSocketHandshake {

  /** What a server answers with that does not change the protocol. */
  static final class RefusedException extends IOException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String body;

    private RefusedException(int status, String body) {
      super("HTTP status " + status);
      this.status = status;
      this.body = body;
    }

    int status() {
      return status;
    }

    /** The beginning of what the server had to say. */
    String body() {
      return body;
    }
  }

  private static final int SWITCHING_PROTOCOLS = 101;
  private static final int ROOM = 16 << 10;
  private static final int LONGEST_REASON = 500;
  private static final int KEY_BYTES = 16;
  private static final String END_OF_LINE = "\r\n";
  private static final String END_OF_HEADERS = END_OF_LINE + END_OF_LINE;

  /** What every server appends to the key before it digests it. */
  private static final String PROOF = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private final Wire wire;
  private final Deadline deadline;
  private final SecureRandom random;
  private final ByteBuffer arrived = ByteBuffer.allocate(ROOM).flip();

  private WebSocketHandshake(Wire wire, Deadline deadline, SecureRandom random) {
    this.wire = wire;
    this.deadline = deadline;
    this.random = random;
  }

  /**
   * Makes a WebSocket of a wire on which nothing was said yet.
   *
   * @param address what is asked for, and of whom
   * @throws RefusedException when the server answers, but not by changing the protocol
   */
  static WebSocket shake(
      Wire wire, URI address, Optional<AccessToken> token, SecureRandom random, Deadline deadline)
      throws IOException, InterruptedException {
    return new WebSocketHandshake(wire, deadline, random).shake(address, token);
  }

  private WebSocket shake(URI address, Optional<AccessToken> token)
      throws IOException, InterruptedException {
    byte[] bytes = new byte[KEY_BYTES];
    random.nextBytes(bytes);
    String key = Base64.getEncoder().encodeToString(bytes);
    List<String> request =
        new ArrayList<>(
            List.of(
                "GET " + address.getRawPath() + "?" + address.getRawQuery() + " HTTP/1.1",
                "Host: " + address.getRawAuthority(),
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: " + key));
    token.ifPresent(ours -> request.add("Authorization: Bearer " + ours.reveal()));
    String head = String.join(END_OF_LINE, request) + END_OF_HEADERS;
    wire.write(ByteBuffer.wrap(head.getBytes(ISO_8859_1)), deadline);
    String[] answer = headers().split(END_OF_LINE, -1);
    int status = status(answer[0]);
    if (status != SWITCHING_PROTOCOLS) {
      throw new RefusedException(status, body(answer));
    }
    if (!header(answer, "sec-websocket-accept").equals(Optional.of(proof(key)))) {
      throw new ProtocolException("who answers knows no WebSocket");
    }
    return new WebSocket(wire, arrived, random);
  }

  /** What comes before the empty line, which is taken. */
  private String headers() throws IOException, InterruptedException {
    int end = text().indexOf(END_OF_HEADERS);
    while (end < 0) {
      if (arrived.remaining() == ROOM) {
        throw new ProtocolException("an answer without an end");
      }
      receive();
      end = text().indexOf(END_OF_HEADERS);
    }
    String headers = text().substring(0, end);
    arrived.position(arrived.position() + end + END_OF_HEADERS.length());
    return headers;
  }

  private void receive() throws IOException, InterruptedException {
    arrived.compact();
    try {
      while (!wire.read(arrived)) {
        wire.awaitInput(deadline);
      }
    } finally {
      arrived.flip();
    }
  }

  private String text() {
    return ISO_8859_1.decode(arrived.duplicate()).toString();
  }

  /** As much of the answer's body as the server says there is, and as tells something. */
  private String body(String[] answer) throws IOException, InterruptedException {
    int length =
        Math.min(
            LONGEST_REASON,
            header(answer, "content-length").map(WebSocketHandshake::number).orElse(0));
    while (arrived.remaining() < length) {
      receive();
    }
    return text().substring(0, length);
  }

  private static int status(String line) throws ProtocolException {
    String[] parts = line.split(" ", 3);
    if (!parts[0].startsWith("HTTP/1.") || parts.length < 2) {
      throw new ProtocolException("who answers speaks no HTTP");
    }
    return number(parts[1]);
  }

  /** 0 for what is none. */
  private static int number(String text) {
    try {
      return Math.max(0, Integer.parseInt(text.strip()));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static Optional<String> header(String[] answer, String name) {
    for (String line : answer) {
      int colon = line.indexOf(':');
      if (colon > 0 && line.substring(0, colon).toLowerCase(Locale.ROOT).equals(name)) {
        return Optional.of(line.substring(colon + 1).strip());
      }
    }
    return Optional.empty();
  }

  private static String proof(String key) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + PROOF).getBytes(ISO_8859_1));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
