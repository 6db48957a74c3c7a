package io.mpm.monitor.daemon;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/**
 * Speaks Socket.IO packet by packet over a bare socket: what no stock client would send, this one
 * can, and it can stop reading.
 */
public final class RawClient implements AutoCloseable {

  private static final int TEXT = 0x81;
  private static final int FINAL = 0x80;
  private static final int BINARY = 0x82;
  private static final int CLOSE = 0x88;
  private static final int PING = 0x89;
  private static final int PONG = 0x8a;

  private final List<String> packets = new CopyOnWriteArrayList<>();
  private final List<String> pongs = new CopyOnWriteArrayList<>();
  private final Semaphore reading = new Semaphore(1);
  private final Socket socket;
  private final DataInputStream in;
  private volatile boolean closed;
  private volatile String goodbye = "";
  private String answer = "";

  private RawClient(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
  }

  /** Opens a WebSocket with {@code query} after the usual parameters, and these header lines. */
  public static RawClient open(int port, String query, String... headers) {
    try {
      RawClient client = new RawClient(new Socket(InetAddress.getLoopbackAddress(), port));
      int status = client.handshake(port, query, headers);
      if (status != 101) {
        client.close();
        throw new AssertionError("refused with " + status);
      }
      Thread reader = new Thread(client::read, "raw-client");
      reader.setDaemon(true);
      reader.start();
      return client;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The status that answers a handshake. */
  public static int handshakeStatus(int port, String query, String... headers) {
    try (RawClient client = new RawClient(new Socket(InetAddress.getLoopbackAddress(), port))) {
      return client.handshake(port, query, headers);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int handshake(int port, String query, String... headers) throws IOException {
    StringBuilder request =
        new StringBuilder("GET /socket.io/?EIO=4&transport=websocket" + query + " HTTP/1.1\r\n")
            .append("Host: 127.0.0.1:" + port + "\r\nUpgrade: websocket\r\n")
            .append("Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n")
            .append("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    byte[] bytes = request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    socket.getOutputStream().write(bytes);
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
      head.write(in.readUnsignedByte());
    }
    answer = head.toString(StandardCharsets.US_ASCII);
    return RawHttp.status(answer);
  }

  /** What the handshake was answered. */
  public String answer() {
    return answer;
  }

  private void read() {
    try {
      while (true) {
        int opcode = in.readUnsignedByte();
        byte[] payload = in.readNBytes(length());
        if (opcode == TEXT) {
          packets.add(new String(payload, StandardCharsets.UTF_8));
        } else if (opcode == PONG) {
          pongs.add(new String(payload, StandardCharsets.UTF_8));
        } else if (opcode == CLOSE) {
          int code = ByteBuffer.wrap(payload).getShort();
          goodbye = code + " " + new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
        }
        reading.acquireUninterruptibly();
        reading.release();
      }
    } catch (IOException e) {
      closed = true;
    }
  }

  private int length() throws IOException {
    int length = in.readUnsignedByte();
    if (length == 126) {
      return in.readUnsignedShort();
    }
    return length == 127 ? (int) in.readLong() : length;
  }

  public RawClient send(String packet) {
    return frame(TEXT, packet.getBytes(StandardCharsets.UTF_8));
  }

  public RawClient sendBinary(byte[] packet) {
    return frame(BINARY, packet);
  }

  /** One text in two frames. */
  public RawClient sendInFragments(String first, String second) {
    frame(TEXT & ~FINAL, first.getBytes(StandardCharsets.UTF_8));
    return frame(FINAL, second.getBytes(StandardCharsets.UTF_8));
  }

  /** A text with the bit that stands for an extension, as compression is one. */
  public RawClient sendOfAnExtension(String packet) {
    return frame(TEXT | 0x40, packet.getBytes(StandardCharsets.UTF_8));
  }

  /** A ping of WebSocket's own, which has nothing to do with Engine.IO's. */
  public RawClient ping(String payload) {
    return frame(PING, payload.getBytes(StandardCharsets.UTF_8));
  }

  /** As {@link #ping}; nobody asked for it. */
  public RawClient pong() {
    return frame(PONG, new byte[0]);
  }

  /** The payloads of the answers to pings heard so far. */
  public List<String> pongs() {
    return pongs;
  }

  /** A daemon may hang up while this writes; that shows in {@link #isClosed}. */
  private RawClient frame(int opcode, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(14 + payload.length).put((byte) opcode);
    if (payload.length < 126) {
      frame.put((byte) (0x80 | payload.length));
    } else if (payload.length <= 0xffff) {
      frame.put((byte) 0xfe).putShort((short) payload.length);
    } else {
      frame.put((byte) 0xff).putLong(payload.length);
    }
    frame.putInt(0).put(payload); // a mask of zeros masks nothing
    try {
      socket.getOutputStream().write(frame.array(), 0, frame.position());
    } catch (IOException e) {
      closed = true;
    }
    return this;
  }

  /** Reads nothing more, like a frozen page, until {@link #resume}. */
  public void pause() {
    reading.acquireUninterruptibly();
  }

  public void resume() {
    reading.release();
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
    return closed;
  }

  /** The code and the reason with which the daemon closed; empty when it gave none. */
  public String goodbye() {
    return goodbye;
  }

  @Override
  public void close() {
    reading.release();
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
