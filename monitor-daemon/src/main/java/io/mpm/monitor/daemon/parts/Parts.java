package io.mpm.monitor.daemon.parts;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a whole is made of, so far: whether it is finished or fails half made, its parts are closed,
 * the last one first. Any thread, but one part after another.
 */
public final class Parts implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Parts.class);

  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  /** The same part, which is closed with the others. */
  public synchronized <T extends AutoCloseable> T add(T part) {
    open.push(part);
    return part;
  }

  /**
   * Closes them, each once and each whatever came of the others; what failed is in the log. Throws
   * nothing.
   */
  @Override
  public synchronized void close() {
    while (!open.isEmpty()) {
      AutoCloseable part = open.pop();
      try {
        part.close();
      } catch (Exception | Error e) {
        keepInterrupt(e);
        log.warn("A part was not closed in order; the others are closed all the same", e);
      }
    }
  }

  private static void keepInterrupt(Throwable failure) {
    if (failure instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
  }
}
