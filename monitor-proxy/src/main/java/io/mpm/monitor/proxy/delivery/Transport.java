package io.mpm.monitor.proxy.delivery;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Takes and gives what it can at once, and waits for nothing. */
interface Transport {

  /**
   * Gives what has come, as far as there is room.
   *
   * @return how many bytes; -1 when no more will come
   */
  int read(ByteBuffer into) throws IOException;

  /**
   * Sends what can be sent now.
   *
   * @return whether that was all; if not, it is to be called again with what is left, when {@link
   *     #awaits()} has happened
   */
  boolean write(ByteBuffer bytes) throws IOException;

  /**
   * What a write that did not send all waits for: operations of a {@link
   * java.nio.channels.SelectionKey}.
   */
  int awaits();
}
