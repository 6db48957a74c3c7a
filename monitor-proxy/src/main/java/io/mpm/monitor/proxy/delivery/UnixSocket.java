package io.mpm.monitor.proxy.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A Unix socket in the clothes of {@link Socket}, which Java has not for it. One thread may read
 * while another writes: the streams that Java makes of a channel let only one of them work at a
 * time. Reads wait without a time-out, as the link asks for; closing ends them.
 */
final class UnixSocket extends Socket {

  private final Path path;
  private @Nullable SocketChannel channel;
  private boolean closed;

  /** One that is not connected. */
  UnixSocket(Path path) throws SocketException {
    super((SocketImpl) null); // none of Java's: no network stands behind it
    this.path = path;
  }

  @Override
  public synchronized void connect(SocketAddress ignored, int timeout) throws IOException {
    if (closed) {
      throw new SocketException("closed");
    }
    SocketChannel fresh = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel = fresh;
    try {
      fresh.connect(UnixDomainSocketAddress.of(path));
    } catch (IOException e) {
      throw new IOException(path + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void connect(SocketAddress ignored) throws IOException {
    connect(ignored, 0);
  }

  private synchronized SocketChannel connected() throws SocketException {
    SocketChannel current = channel;
    if (current == null || closed) {
      throw new SocketException("not connected");
    }
    return current;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    SocketChannel from = connected();
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        return length == 0 ? 0 : from.read(ByteBuffer.wrap(bytes, offset, length));
      }
    };
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    SocketChannel to = connected();
    return new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes, offset, length);
        while (left.hasRemaining()) {
          to.write(left);
        }
      }
    };
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    SocketChannel current = channel;
    if (current != null) {
      current.close();
    }
  }

  @Override
  public synchronized boolean isConnected() {
    return channel != null && channel.isConnected();
  }

  @Override
  public synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public boolean isInputShutdown() {
    return isClosed();
  }

  @Override
  public boolean isOutputShutdown() {
    return isClosed();
  }

  @Override
  public void setSoTimeout(int timeout) {
    // Reads wait until something comes or the socket is closed.
  }

  @Override
  public int getSoTimeout() {
    return 0;
  }

  @Override
  public String toString() {
    return "UnixSocket[" + path + "]";
  }
}
