package io.mpm.monitor.daemon.hub;

import io.netty.channel.Channel;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Bounds how much of what comes one by one, and is answered to nobody, waits for the ingest.
 * Whoever sends more is not read from until half of it has been taken: his events wait with
 * himself, and none is lost. What had been read of him already waits in his pipeline, which lets no
 * frame through while its channel does not read. For the channels of one event loop, and on it.
 */
final class IntakeWindow {

  /** So few that one more of each connection would still find room with the ingest. */
  static final int MAX_EVENTS = 256;

  static final long MAX_BYTES = 4L << 20;

  private final Set<Channel> held = new HashSet<>();
  private int events;
  private long bytes;

  /**
   * An event of {@code from} waits.
   *
   * @param size about how many bytes of memory it takes
   * @param taken completes, on any thread, when it waits no longer
   */
  void entered(Channel from, int size, CompletableFuture<?> taken) {
    events++;
    bytes += size;
    if (events >= MAX_EVENTS || bytes >= MAX_BYTES) {
      hold(from);
    }
    taken.whenCompleteAsync((done, failure) -> left(size), from.eventLoop());
  }

  private void hold(Channel channel) {
    held.removeIf(other -> !other.isOpen());
    held.add(channel);
    Halt.INTAKE.begin(channel);
  }

  private void left(int size) {
    events--;
    bytes -= size;
    if (!held.isEmpty() && events <= MAX_EVENTS / 2 && bytes <= MAX_BYTES / 2) {
      List<Channel> channels = List.copyOf(held);
      held.clear();
      channels.forEach(Halt.INTAKE::end);
    }
  }
}
