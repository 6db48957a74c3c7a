package io.mpm.monitor.proxy.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of a WebSocket (RFC 6455) that carries text, once hands have been shaken. For
 * one thread; any may close it.
 */
final class WebSocket implements Closeable {

  private static final int CONTINUATION = 0;
  private static final int TEXT = 1;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;

  private static final int OPCODE = 0x0f;
  private static final int RESERVED = 0x70;
  private static final int LAST = 0x80;
  private static final int MASKED = 0x80;
  private static final int TWO_BYTES = 126;
  private static final int EIGHT_BYTES = 127;

  /** Far more than the answer to a batch of which every event was rejected. */
  private static final int LONGEST_MESSAGE = 4 << 20;

  private static final int LONGEST_HEADER = 14;

  private final Wire wire;
  private final SecureRandom random;
  private final byte[] mask = new byte[4];

  /** What has come and not been understood yet, ready to be read. */
  private ByteBuffer arrived;

  /** The pieces so far of a message. */
  private final ByteArrayOutputStream pieces = new ByteArrayOutputStream();

  private boolean inPieces;

  /**
   * @param arrived what came behind the handshake already, ready to be read; becomes ours
   * @param random for the masks, which no page must be able to foresee
   */
  WebSocket(Wire wire, ByteBuffer arrived, SecureRandom random) {
    this.wire = wire;
    this.arrived = arrived;
    this.random = random;
  }

  /** Sends a message, in one frame. */
  void send(String text, Deadline deadline) throws IOException, InterruptedException {
    send(TEXT, UTF_8.encode(text), deadline);
  }

  private void send(int opcode, ByteBuffer payload, Deadline deadline)
      throws IOException, InterruptedException {
    int length = payload.remaining();
    ByteBuffer frame = ByteBuffer.allocate(LONGEST_HEADER + length);
    frame.put((byte) (LAST | opcode));
    if (length < TWO_BYTES) {
      frame.put((byte) (MASKED | length));
    } else if (length < 1 << Short.SIZE) {
      frame.put((byte) (MASKED | TWO_BYTES)).putShort((short) length);
    } else {
      frame.put((byte) (MASKED | EIGHT_BYTES)).putLong(length);
    }
    random.nextBytes(mask);
    frame.put(mask);
    for (int i = 0; i < length; i++) {
      frame.put((byte) (payload.get() ^ mask[i & 3]));
    }
    wire.write(frame.flip(), deadline);
  }

  /**
   * The next message, if it has come; answers the pings before it.
   *
   * @return null when none has come yet: {@link #awaitMore} waits for more
   * @throws EOFException when none will come any more
   */
  @Nullable String poll(Deadline deadline) throws IOException, InterruptedException {
    while (true) {
      Frame frame = frame();
      if (frame == null) {
        return null;
      }
      switch (frame.opcode) {
        case TEXT, CONTINUATION -> {
          if (takePiece(frame)) {
            return wholeMessage();
          }
        }
        case PING -> send(PONG, frame.payload, deadline);
        case PONG -> {}
        case CLOSE -> throw new EOFException("the daemon closed the connection");
        default -> throw new ProtocolException("a frame of kind " + frame.opcode);
      }
    }
  }

  /**
   * Waits until {@link #poll} may know more.
   *
   * @throws java.net.SocketTimeoutException when nothing comes until the deadline
   */
  void awaitMore(Deadline deadline) throws IOException, InterruptedException {
    wire.awaitInput(deadline);
  }

  /** Answers whether it was the last piece of a message. */
  private boolean takePiece(Frame frame) throws ProtocolException {
    if (inPieces != (frame.opcode == CONTINUATION)) {
      throw new ProtocolException("a piece that belongs to no message");
    }
    if (pieces.size() + frame.payload.remaining() > LONGEST_MESSAGE) {
      throw new ProtocolException("a message of more than " + LONGEST_MESSAGE + " bytes");
    }
    while (frame.payload.hasRemaining()) {
      pieces.write(frame.payload.get());
    }
    inPieces = !frame.last;
    return frame.last;
  }

  private String wholeMessage() {
    String message = pieces.toString(UTF_8);
    pieces.reset();
    return message;
  }

  /** The next frame; null when not all of it has come. */
  private @Nullable Frame frame() throws IOException {
    Frame frame = parse();
    while (frame == null && receive()) {
      frame = parse();
    }
    return frame;
  }

  private boolean receive() throws IOException {
    arrived.compact();
    if (!arrived.hasRemaining()) {
      arrived = ByteBuffer.allocate(2 * arrived.capacity()).put(arrived.flip());
    }
    try {
      return wire.read(arrived);
    } finally {
      arrived.flip();
    }
  }

  private @Nullable Frame parse() throws ProtocolException {
    ByteBuffer bytes = arrived.duplicate();
    if (bytes.remaining() < 2) {
      return null;
    }
    int first = bytes.get();
    int second = bytes.get();
    boolean control = (first & OPCODE) >= CLOSE;
    boolean small = (first & LAST) != 0 && second < TWO_BYTES;
    if ((first & RESERVED) != 0 || (second & MASKED) != 0 || (control && !small)) {
      throw new ProtocolException("a frame that no server may send");
    }
    long length = second;
    if (length >= TWO_BYTES) {
      if (bytes.remaining() < (length == TWO_BYTES ? Short.BYTES : Long.BYTES)) {
        return null;
      }
      length = length == TWO_BYTES ? Short.toUnsignedLong(bytes.getShort()) : bytes.getLong();
    }
    if (length < 0 || length > LONGEST_MESSAGE) {
      throw new ProtocolException("a frame of " + Long.toUnsignedString(length) + " bytes");
    }
    if (bytes.remaining() < length) {
      return null;
    }
    ByteBuffer payload = bytes.slice().limit((int) length);
    arrived.position(bytes.position() + (int) length);
    return new Frame(first & OPCODE, (first & LAST) != 0, payload);
  }

  /**
   * @param last whether no more pieces of the message follow
   * @param payload to be read before more is received
   */
  private record Frame(int opcode, boolean last, ByteBuffer payload) {}

  /** Ends the connection without a farewell, which would wait for a daemon that hangs. */
  @Override
  public void close() throws IOException {
    wire.close();
  }
}
