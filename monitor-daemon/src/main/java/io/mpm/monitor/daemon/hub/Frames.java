package io.mpm.monitor.daemon.hub;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.store.StoredEvent;
import io.mpm.monitor.protocol.codec.Json;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Socket.IO events as whole WebSocket frames, header included. A server's frames are not masked, so
 * the same bytes serve every client: an event is encoded once, however many pages are open.
 */
final class Frames {

  private static final int TEXT_FRAME = 0x81; // final fragment, opcode 1
  private static final int SHORT_LENGTH_MAX = 125;
  private static final int LENGTH_IN_2_BYTES = 126;
  private static final int LENGTH_IN_8_BYTES = 127;

  private static final int MAX_HEADER = 10;

  private static final byte[] EVENT_TYPE = ascii("42");
  private static final byte[] EVENT_PREFIX = ascii("42[\"claude_event\",");
  private static final byte[] EVENT_SUFFIX = ascii("]");
  private static final byte[] EVENTS_PREFIX = ascii("42[\"claude_events\",{\"events\":[");
  private static final byte[] EVENTS_SUFFIX = ascii("]}]");
  private static final byte COMMA = ',';

  private final ByteBufAllocator allocator;

  Frames(ByteBufAllocator allocator) {
    this.allocator = allocator;
  }

  /** {@code claude_event} with one event. */
  ByteBuf event(StoredEvent event) {
    return eachEvent(List.of(event));
  }

  /** {@code claude_event} with each of them, one frame after the other. */
  ByteBuf eachEvent(List<StoredEvent> events) {
    int room = 0;
    for (StoredEvent event : events) {
      room += MAX_HEADER + eventLength(event);
    }
    ByteBuf frames = allocator.buffer(room);
    for (StoredEvent event : events) {
      header(frames, eventLength(event))
          .writeBytes(EVENT_PREFIX)
          .writeBytes(event.json())
          .writeBytes(EVENT_SUFFIX);
    }
    return frames;
  }

  private static int eventLength(StoredEvent event) {
    return EVENT_PREFIX.length + event.json().length + EVENT_SUFFIX.length;
  }

  /** {@code claude_events} with all of them. */
  ByteBuf events(List<StoredEvent> events) {
    int length = EVENTS_PREFIX.length + EVENTS_SUFFIX.length + events.size() - 1;
    for (StoredEvent event : events) {
      length += event.json().length;
    }
    ByteBuf frame = frame(length).writeBytes(EVENTS_PREFIX);
    for (int i = 0; i < events.size(); i++) {
      if (i > 0) {
        frame.writeByte(COMMA);
      }
      frame.writeBytes(events.get(i).json());
    }
    return frame.writeBytes(EVENTS_SUFFIX);
  }

  /** Any other event. */
  ByteBuf message(String name, JsonNode payload) {
    return packet("42[" + Json.text(Json.object().textNode(name)) + "," + Json.text(payload) + "]");
  }

  /** The answer to the packet of a client that has the id {@code ackId}. */
  ByteBuf ack(long ackId, JsonNode payload) {
    return packet("43" + ackId + "[" + Json.text(payload) + "]");
  }

  /** Any other packet, as its text. */
  ByteBuf packet(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return frame(bytes.length).writeBytes(bytes);
  }

  /**
   * The same event as a packet that asks to be acknowledged. What is the same for all clients stays
   * shared.
   *
   * @param event a frame of ours; owned by what is returned
   */
  ByteBuf asking(int ackId, ByteBuf event) {
    int message = event.readerIndex() + headerLength(event);
    ByteBuf afterType = event.readerIndex(message + EVENT_TYPE.length);
    byte[] id = ascii(Integer.toString(ackId));
    ByteBuf head =
        header(
                allocator.buffer(MAX_HEADER + EVENT_TYPE.length + id.length),
                EVENT_TYPE.length + id.length + afterType.readableBytes())
            .writeBytes(EVENT_TYPE)
            .writeBytes(id);
    return allocator.compositeBuffer(2).addComponents(true, head, afterType);
  }

  private static int headerLength(ByteBuf frame) {
    return switch (frame.getByte(frame.readerIndex() + 1)) {
      case LENGTH_IN_2_BYTES -> 4;
      case LENGTH_IN_8_BYTES -> MAX_HEADER;
      default -> 2;
    };
  }

  private ByteBuf frame(int length) {
    return header(allocator.buffer(MAX_HEADER + length), length);
  }

  private static ByteBuf header(ByteBuf to, int length) {
    ByteBuf frame = to.writeByte(TEXT_FRAME);
    if (length <= SHORT_LENGTH_MAX) {
      return frame.writeByte(length);
    }
    return length <= 0xffff
        ? frame.writeByte(LENGTH_IN_2_BYTES).writeShort(length)
        : frame.writeByte(LENGTH_IN_8_BYTES).writeLong(length);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
