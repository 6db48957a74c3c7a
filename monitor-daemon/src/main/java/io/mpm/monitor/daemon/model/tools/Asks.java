package io.mpm.monitor.daemon.model.tools;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/**
 * Questions for permission whose call has not been seen yet. A PermissionRequest names no call, but
 * who asks, for which tool and with which input.
 */
final class Asks {

  private static final int MAX_WAITING = 100;

  private record Ask(String agentId, String tool, int inputHash, Instant at) {}

  private final Deque<Ask> waiting = new ArrayDeque<>();

  void add(String agentId, String tool, int inputHash, Instant at) {
    if (waiting.size() == MAX_WAITING) {
      waiting.removeFirst();
    }
    waiting.addLast(new Ask(agentId, tool, inputHash, at));
  }

  /** When permission for this call was asked, if it was; the question waits no longer. */
  Optional<Instant> take(ToolCall call) {
    for (Iterator<Ask> all = waiting.iterator(); all.hasNext(); ) {
      Ask ask = all.next();
      if (isFor(call, ask.agentId(), ask.tool(), ask.inputHash())) {
        all.remove();
        return Optional.of(ask.at());
      }
    }
    return Optional.empty();
  }

  void forget(String agentId, Closing closing) {
    waiting.removeIf(ask -> ask.agentId().equals(agentId) && !ask.at().isAfter(closing.at()));
  }

  void forget(Closing closing) {
    waiting.removeIf(ask -> !ask.at().isAfter(closing.at()));
  }

  void clear() {
    waiting.clear();
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  static boolean isFor(ToolCall call, String agentId, String tool, int inputHash) {
    return call.inputHash() == inputHash
        && call.agentId().equals(agentId)
        && call.name().equals(tool);
  }
}
