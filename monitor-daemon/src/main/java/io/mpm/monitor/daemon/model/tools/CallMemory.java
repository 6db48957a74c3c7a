package io.mpm.monitor.daemon.model.tools;

import io.mpm.monitor.daemon.model.files.FileOperation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds calls within bounds, counts them, and knows which are open. One thread. */
final class CallMemory {

  /** Calls over which a late question for permission may still come. */
  private static final int RECENTLY_ENDED = 64;

  /** What the diffs of one session may take; beyond it, the oldest are given up. */
  private static final int MAX_DIFF_CHARS = 2 << 20;

  /** What a call costs beside its texts: records, strings' heads, its places in the tables. */
  private static final long OVERHEAD_BYTES = 600;

  private static final long FILE_OVERHEAD_BYTES = 200;

  private final int maxCalls;
  private final Map<String, ToolCall> calls = new LinkedHashMap<>();
  private final Set<String> open = new LinkedHashSet<>();
  private final Deque<String> recentlyEnded = new ArrayDeque<>();
  private final Deque<String> withDiffs = new ArrayDeque<>();
  private final Map<ToolStatus, Long> counts = new EnumMap<>(ToolStatus.class);
  private long forgotten;
  private long diffChars;
  private long bytes;

  CallMemory(int maxCalls) {
    if (maxCalls < 1) {
      throw new IllegalArgumentException("maxCalls must be positive: " + maxCalls);
    }
    this.maxCalls = maxCalls;
  }

  @Nullable ToolCall get(String callId) {
    return calls.get(callId);
  }

  /** Keeps the newest that is known of a call, and gives it back. */
  ToolCall put(ToolCall call) {
    ToolCall before = calls.put(call.callId(), call);
    if (before != null) {
      counts.merge(before.status(), -1L, Long::sum);
      diffChars -= diffChars(before);
      bytes -= cost(before);
    }
    bytes += cost(call);
    counts.merge(call.status(), 1L, Long::sum);
    if (call.isOpen()) {
      open.add(call.callId());
    } else if (open.remove(call.callId()) || before == null) {
      recentlyEnded.addLast(call.callId());
    }
    if (recentlyEnded.size() > RECENTLY_ENDED) {
      recentlyEnded.removeFirst();
    }
    keepDiffs(call);
    if (calls.size() > maxCalls) {
      forgetEldest();
    }
    return call;
  }

  private void keepDiffs(ToolCall call) {
    long chars = diffChars(call);
    if (chars == 0) {
      return;
    }
    diffChars += chars;
    withDiffs.addLast(call.callId());
    while ((diffChars > MAX_DIFF_CHARS || withDiffs.size() > maxCalls) && withDiffs.size() > 1) {
      ToolCall oldest = calls.get(withDiffs.removeFirst());
      if (oldest != null) {
        diffChars -= diffChars(oldest);
        bytes -= diffChars(oldest);
        calls.put(oldest.callId(), oldest.withoutDiffs());
      }
    }
  }

  private static long cost(ToolCall call) {
    long cost = OVERHEAD_BYTES + call.input().length() + call.ending().output().summary().length();
    for (FileOperation file : call.files()) {
      cost += FILE_OVERHEAD_BYTES + file.path().length() + file.pattern().length();
    }
    return cost + diffChars(call);
  }

  private static long diffChars(ToolCall call) {
    return call.files().stream().mapToLong(file -> file.change().diff().length()).sum();
  }

  private void forgetEldest() {
    ToolCall eldest = calls.values().iterator().next();
    calls.remove(eldest.callId());
    open.remove(eldest.callId());
    diffChars -= diffChars(eldest);
    bytes -= cost(eldest);
    forgotten++;
  }

  List<ToolCall> open() {
    return named(open);
  }

  List<ToolCall> openAndRecent() {
    List<ToolCall> found = new ArrayList<>(open());
    found.addAll(named(recentlyEnded));
    return found;
  }

  private List<ToolCall> named(Iterable<String> ids) {
    List<ToolCall> found = new ArrayList<>();
    for (String id : ids) {
      ToolCall call = calls.get(id);
      if (call != null) {
        found.add(call);
      }
    }
    return found;
  }

  List<ToolCall> all() {
    return List.copyOf(calls.values());
  }

  long heardOf() {
    return calls.size() + forgotten;
  }

  /** About how much memory the calls take. */
  long bytes() {
    return bytes;
  }

  CallCounts counts() {
    return new CallCounts(counts, forgotten);
  }
}
