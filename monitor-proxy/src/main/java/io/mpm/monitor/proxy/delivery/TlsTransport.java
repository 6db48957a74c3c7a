package io.mpm.monitor.proxy.delivery;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SelectionKey;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;

/** TLS, as the client, over a channel that does not block. Shakes hands with the first write. */
final class TlsTransport implements Transport {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final ByteChannel channel;
  private final SSLEngine engine;

  /**
   * What came and is still encrypted, what is decrypted, and what is encrypted and not yet sent.
   */
  private final ByteBuffer arrived;

  private final ByteBuffer plain;
  private final ByteBuffer leaving;
  private boolean ended;

  /**
   * @param host the name that the peer's certificate must have
   */
  TlsTransport(ByteChannel channel, SSLContext context, String host, int port) {
    this.channel = channel;
    this.engine = context.createSSLEngine(host, port);
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    engine.setSSLParameters(parameters);
    SSLSession session = engine.getSession();
    this.arrived = ByteBuffer.allocate(session.getPacketBufferSize()).flip();
    this.plain = ByteBuffer.allocate(session.getApplicationBufferSize()).flip();
    this.leaving = ByteBuffer.allocate(session.getPacketBufferSize()).flip();
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    while (!plain.hasRemaining()) {
      boolean goesOn =
          switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> work();
            case NEED_WRAP -> flush() && encrypt(NOTHING);
            default -> decrypt();
          };
      if (!goesOn) {
        return ended ? -1 : 0;
      }
    }
    int length = Math.min(plain.remaining(), into.remaining());
    into.put(plain.slice().limit(length));
    plain.position(plain.position() + length);
    return length;
  }

  @Override
  public boolean write(ByteBuffer bytes) throws IOException {
    while (flush()) {
      boolean goesOn =
          switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> work();
            case NEED_WRAP -> encrypt(NOTHING);
            case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> decrypt();
            default -> bytes.hasRemaining() && encrypt(bytes);
          };
      if (ended) {
        throw new EOFException("the peer ended the connection while keys were made");
      }
      if (!goesOn) {
        return !bytes.hasRemaining();
      }
    }
    return false;
  }

  @Override
  public int awaits() {
    return leaving.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ;
  }

  private boolean work() {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
    return true;
  }

  /** Whether all that was encrypted is on its way. */
  private boolean flush() throws IOException {
    if (leaving.hasRemaining()) {
      channel.write(leaving);
    }
    return !leaving.hasRemaining();
  }

  /** Only when all before has been flushed. */
  private boolean encrypt(ByteBuffer bytes) throws IOException {
    leaving.clear();
    SSLEngineResult result = engine.wrap(bytes, leaving);
    leaving.flip();
    if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
      throw new EOFException("TLS has ended");
    }
    return true;
  }

  /** Takes one record of what came; answers whether there was one. */
  private boolean decrypt() throws IOException {
    plain.compact();
    SSLEngineResult result;
    try {
      result = engine.unwrap(arrived, plain);
    } finally {
      plain.flip();
    }
    return switch (result.getStatus()) {
      case OK -> true;
      case CLOSED -> end();
      case BUFFER_UNDERFLOW -> receive();
      case BUFFER_OVERFLOW -> throw new IOException("the peer sends before keys are made");
    };
  }

  private boolean receive() throws IOException {
    arrived.compact();
    int length = channel.read(arrived);
    arrived.flip();
    return length < 0 ? end() : length > 0;
  }

  private boolean end() {
    ended = true;
    return false;
  }
}
