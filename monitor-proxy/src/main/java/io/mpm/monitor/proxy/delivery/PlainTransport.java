package io.mpm.monitor.proxy.delivery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SelectionKey;

/** The bytes as they are, over a channel that does not block. */
record PlainTransport(ByteChannel channel) implements Transport {

  @Override
  public int read(ByteBuffer into) throws IOException {
    return channel.read(into);
  }

  @Override
  public boolean write(ByteBuffer bytes) throws IOException {
    channel.write(bytes);
    return !bytes.hasRemaining();
  }

  @Override
  public int awaits() {
    return SelectionKey.OP_WRITE;
  }
}
