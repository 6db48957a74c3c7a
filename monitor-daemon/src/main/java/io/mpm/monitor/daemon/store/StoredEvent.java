package io.mpm.monitor.daemon.store;

import org.jspecify.annotations.Nullable;

/**
 * One event as the daemon holds it. No record, because two of them are never compared and bytes
 * have no equality.
 */
public final class StoredEvent {

  private final long seq;
  private final String type;
  private final @Nullable String sessionId;
  private final byte[] json;

  /**
   * An event with its place.
   *
   * @param seq its place in the total order, from 1
   * @param type its wire type
   * @param sessionId the Claude Code session it belongs to, if it named one
   * @param json the whole event as it goes over the wire, UTF-8; nobody changes the bytes from now
   *     on
   */
  public StoredEvent(long seq, String type, @Nullable String sessionId, byte[] json) {
    if (seq < 1) {
      throw new IllegalArgumentException("seq must be at least 1: " + seq);
    }
    this.seq = seq;
    this.type = type;
    this.sessionId = sessionId;
    this.json = json;
  }

  public long seq() {
    return seq;
  }

  public String type() {
    return type;
  }

  public @Nullable String sessionId() {
    return sessionId;
  }

  /** The event as UTF-8; the array itself, because every reader only copies from it. */
  public byte[] json() {
    return json;
  }

  @Override
  public String toString() {
    return "StoredEvent[" + seq + " " + type + ", " + json.length + " bytes]";
  }
}
