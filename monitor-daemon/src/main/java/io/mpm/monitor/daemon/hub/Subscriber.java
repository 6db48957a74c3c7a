package io.mpm.monitor.daemon.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.access.Role;
import io.mpm.monitor.daemon.store.EventStore.Slice;
import io.mpm.monitor.daemon.store.StoredEvent;
import io.mpm.monitor.daemon.usage.SessionUsage;
import io.mpm.monitor.protocol.codec.Json;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One client and how far it has read. It has no queue of its own: the store is everybody's, and a
 * client that is slow only falls back in it. Used on the event loop alone.
 */
final class Subscriber {

  private final Channel channel;
  private final String clientId;
  private final Role role;
  private final Dialect dialect;
  private final Frames frames;
  private final Traffic traffic;

  private EventFilter filter = EventFilter.ALL;
  private boolean batched;
  private @Nullable AckWindow window;
  private long cursor;
  private long usageSeen;
  private long stalledSinceNanos = -1;

  Subscriber(
      Channel channel,
      String clientId,
      Role role,
      Dialect dialect,
      Frames frames,
      Traffic traffic) {
    this.channel = channel;
    this.clientId = clientId;
    this.role = role;
    this.dialect = dialect;
    this.frames = frames;
    this.traffic = traffic;
  }

  Channel channel() {
    return channel;
  }

  String clientId() {
    return clientId;
  }

  Role role() {
    return role;
  }

  Dialect dialect() {
    return dialect;
  }

  long cursor() {
    return cursor;
  }

  /** The version of the last usage that it was told of. */
  long usageSeen() {
    return usageSeen;
  }

  /** From now on, only what {@code wanted} accepts, from the event after {@code since}. */
  void subscribe(EventFilter wanted, boolean inBatches, boolean acknowledged, long since) {
    filter = wanted;
    batched = inBatches;
    if (!acknowledged) {
      window = null;
    } else if (window == null) {
      window = new AckWindow();
    }
    cursor = since;
    usageSeen = 0;
  }

  EventFilter filter() {
    return filter;
  }

  boolean isBatched() {
    return batched;
  }

  /** Whether it answers each packet of events. */
  boolean isAcknowledged() {
    return window != null;
  }

  /** It has seen that packet to its end, whatever it answered. */
  void acknowledged(int ackId) {
    if (window != null && window.answered(ackId)) {
      stalledSinceNanos = -1;
    }
  }

  /** What was written to it and its socket has not taken. */
  long outboxBytes() {
    ChannelOutboundBuffer outbox = channel.unsafe().outboundBuffer();
    return outbox == null ? 0 : outbox.totalPendingWriteBytes();
  }

  /** Counts a gap that was told in other words than {@link #write}'s own. */
  void countGapOfUnknownSize() {
    traffic.gap(0);
  }

  /** Sends something that is not an event of the stream. */
  void send(String name, JsonNode payload) {
    channel.writeAndFlush(frames.message(name, payload), channel.voidPromise());
  }

  /** Tells it that its role does not allow {@code event}, in the words that are given back. */
  ObjectNode refuseRole(String event) {
    return refuse(event, role + " may not ask for " + event);
  }

  /** Tells it why {@code event} has changed nothing, in the words that are given back. */
  ObjectNode refuse(String event, String error) {
    ObjectNode refusal = Json.object().put("event", event).put("error", error);
    send("refused", refusal);
    return refusal;
  }

  /** Answers the packet {@code ackId} of this client. */
  void acknowledge(long ackId, JsonNode answer) {
    channel.writeAndFlush(frames.ack(ackId, answer), channel.voidPromise());
  }

  /** Tells of the usage of those sessions that it wants to hear of, in their order. */
  void sendUsages(List<SessionUsage> usages) {
    for (SessionUsage usage : usages) {
      if (filter.wantsSession(usage.session())) {
        write(frames.message("usage", usage.toldJson()));
      }
      usageSeen = usage.version();
    }
    flush();
  }

  /** Whether it takes more now. */
  boolean isReady() {
    return role.reads() && takesMore();
  }

  private boolean takesMore() {
    return channel.isWritable() && windowIsOpen();
  }

  private boolean windowIsOpen() {
    return window == null || window.isOpen();
  }

  /** For how long it has taken nothing, or acknowledged nothing, although there was something. */
  long stalledNanos(long nowNanos) {
    if (takesMore()) {
      stalledSinceNanos = -1;
      return 0;
    }
    if (stalledSinceNanos < 0) {
      stalledSinceNanos = nowNanos;
    }
    return nowNanos - stalledSinceNanos;
  }

  /**
   * Writes what of a slice this client wants, without flushing, and moves on past it; or as far as
   * it may without another acknowledgement.
   *
   * @param ofSlice its frames, encoded once for all
   */
  void write(String stream, SharedFrames ofSlice) {
    SharedFrames shared = dialect == Dialect.SEED && !batched ? ofSlice.inSeedShape() : ofSlice;
    Slice slice = shared.slice();
    if (slice.firstHeld() > cursor + 1) {
      writeGap(stream, cursor + 1, slice.firstHeld() - 1);
    }
    List<StoredEvent> events = slice.events();
    if (batched) {
      writeBatch(events, shared);
    } else if (filter.passesAll() && window == null) {
      // Who wants all of them gets them in one write: what it costs is the writes.
      if (!events.isEmpty()) {
        write(shared.each());
      }
    } else {
      for (StoredEvent event : events) {
        if (!windowIsOpen()) {
          cursor = event.seq() - 1;
          return;
        }
        if (filter.test(event)) {
          writeEvents(shared.event(event));
        }
      }
    }
    cursor = slice.reached();
  }

  private void writeBatch(List<StoredEvent> events, SharedFrames shared) {
    if (events.isEmpty()) {
      return;
    }
    if (filter.passesAll()) {
      writeEvents(shared.batch());
      return;
    }
    List<StoredEvent> wanted = new ArrayList<>(events);
    wanted.removeIf(filter.negate());
    if (!wanted.isEmpty()) {
      writeEvents(frames.events(wanted));
    }
  }

  private void writeGap(String stream, long from, long to) {
    traffic.gap(to - from + 1);
    write(
        frames.message(
            "gap",
            Json.object()
                .put("stream", stream)
                .put("from", from)
                .put("to", to)
                .put("count", to - from + 1)
                .put("reason", "the daemon no longer holds them")));
  }

  private void writeEvents(ByteBuf frame) {
    write(window == null ? frame : frames.asking(window.next(), frame));
  }

  private void write(ByteBuf frame) {
    channel.write(frame, channel.voidPromise());
  }

  void flush() {
    channel.flush();
  }
}
