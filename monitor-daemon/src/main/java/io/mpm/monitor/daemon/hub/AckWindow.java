package io.mpm.monitor.daemon.hub;

import java.util.HashSet;
import java.util.Set;

/**
 * The packets that a client was asked to acknowledge and has not yet. Past a few of them it gets no
 * more, so that what it did not see to its end is never much. Used on the event loop alone.
 */
final class AckWindow {

  /**
   * Enough that a client on this machine never waits for the way back, and few enough that a client
   * which has stopped working is known for it: at most 1,024 events, about 2 MB.
   */
  static final int MAX_PACKETS = 8;

  private final Set<Integer> unanswered = new HashSet<>();
  private int last;

  boolean isOpen() {
    return unanswered.size() < MAX_PACKETS;
  }

  /** The id for one packet more. Clients hold it in 32 bits with a sign. */
  int next() {
    last = last == Integer.MAX_VALUE ? 1 : last + 1;
    unanswered.add(last);
    return last;
  }

  /**
   * Takes an answer, in whatever order they come.
   *
   * @return whether it was waited for
   */
  boolean answered(int id) {
    return unanswered.remove(id);
  }
}
