package io.mpm.monitor.daemon.hub;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A {@code publish} packet: what nearly all packets are that come here. Nobody reads the batch on
 * the event loop, whose time belongs to those who listen.
 */
final class Publication {

  /** Of a packet whose sender wants no answer. */
  static final long NO_ACK = -1;

  private static final int MAX_ACK_DIGITS = 18;
  private static final byte[] NAME = "\"publish\"".getBytes(StandardCharsets.US_ASCII);

  private final long ackId;
  private final byte[] batch;

  private Publication(long ackId, byte[] batch) {
    this.ackId = ackId;
    this.batch = batch;
  }

  /** What the answer must name, or {@link #NO_ACK}. */
  long ackId() {
    return ackId;
  }

  /** The text of the batch, which nobody has looked at; empty when there is none. */
  byte[] batch() {
    return batch;
  }

  /** Empty for an event of another name. The frame stays the caller's. */
  static Optional<Publication> of(ByteBuf event) {
    int end = event.writerIndex();
    int digits = event.readerIndex() + Packet.EVENT_PREFIX.length();
    int at = digits;
    long ackId = 0;
    while (at < end && at - digits < MAX_ACK_DIGITS && isDigit(event.getByte(at))) {
      ackId = ackId * 10 + event.getByte(at++) - '0';
    }
    boolean asked = at > digits;
    at = afterSpace(event, at, end);
    int close = lastOf(event, at, end);
    if (close <= at || event.getByte(at) != '[' || event.getByte(close) != ']') {
      return Optional.empty();
    }
    at = afterSpace(event, at + 1, close);
    if (!isNamed(event, at, close)) {
      return Optional.empty();
    }
    at = afterSpace(event, at + NAME.length, close);
    if (at < close && event.getByte(at++) != ',') {
      return Optional.empty();
    }
    byte[] batch = ByteBufUtil.getBytes(event, at, close - at, true);
    return Optional.of(new Publication(asked ? ackId : NO_ACK, batch));
  }

  private static boolean isNamed(ByteBuf event, int at, int end) {
    for (int i = 0; i < NAME.length; i++) {
      if (at + i >= end || event.getByte(at + i) != NAME[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isSpace(byte c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  private static int afterSpace(ByteBuf event, int from, int end) {
    int at = from;
    while (at < end && isSpace(event.getByte(at))) {
      at++;
    }
    return at;
  }

  private static int lastOf(ByteBuf event, int from, int end) {
    int last = end - 1;
    while (last > from && isSpace(event.getByte(last))) {
      last--;
    }
    return last;
  }
}
