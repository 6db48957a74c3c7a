package io.mpm.monitor.daemon.hub;

import io.netty.buffer.ByteBuf;

/** What a text frame is, by its first bytes: Engine.IO's packet type, then Socket.IO's. */
enum Packet {
  CONNECT,
  /** In the one namespace. */
  EVENT,
  /** Of a packet of ours, in the one namespace. */
  ACK,
  /** DISCONNECT from it. */
  LEAVE,
  PONG,
  CLOSE,
  /** CONNECT to another namespace, which is answered with an error. */
  OTHER_NAMESPACE,
  MALFORMED;

  static final String CONNECT_PREFIX = "40";
  static final String EVENT_PREFIX = "42";

  /** What an {@link #ACK} answers; -1 when that cannot be a packet of ours. */
  static int ackId(ByteBuf frame) {
    long id = 0;
    for (int i = 2; isDigit(at(frame, i)); i++) {
      id = id * 10 + at(frame, i) - '0';
      if (id > Integer.MAX_VALUE) {
        return -1;
      }
    }
    return (int) id;
  }

  static Packet of(ByteBuf frame) {
    char engine = at(frame, 0);
    char socket = at(frame, 1);
    char next = at(frame, 2);
    return switch (engine) {
      case '1' -> socket == 0 ? CLOSE : MALFORMED;
      case '3' -> socket == 0 ? PONG : MALFORMED;
      case '4' -> message(socket, next);
      default -> MALFORMED;
    };
  }

  private static Packet message(char socket, char next) {
    return switch (socket) {
      case '0' -> connect(next);
      case '1' -> next == 0 ? LEAVE : MALFORMED;
      // With an ack id (digits) or without; a namespace ('/') is never ours.
      case '2' -> next == '[' || isDigit(next) ? EVENT : MALFORMED;
      case '3' -> isDigit(next) ? ACK : MALFORMED;
      default -> MALFORMED;
    };
  }

  private static Packet connect(char next) {
    if (next == 0 || next == '{') {
      return CONNECT;
    }
    return next == '/' ? OTHER_NAMESPACE : MALFORMED;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static char at(ByteBuf frame, int index) {
    return index < frame.readableBytes()
        ? (char) (frame.getByte(frame.readerIndex() + index) & 0xff)
        : 0;
  }
}
