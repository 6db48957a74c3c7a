package io.mpm.monitor.daemon.model.tools;

import io.mpm.monitor.daemon.model.files.FileOperation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds the calls of one session within bounds, counts them, and knows which are open. One thread.
 */
public final class CallMemory {

  /**
   * A call that has something to give up.
   *
   * @param age the number of the event that brought it
   */
  private record Aged(String callId, long age) {}

  /** Calls over which a late question for permission may still come. */
  private static final int RECENTLY_ENDED = 64;

  /** What the diffs of one session may take; beyond it, the oldest are given up. */
  private static final int MAX_DIFF_CHARS = 2 << 20;

  /** Calls that are searched for files; each must be unpacked. */
  private static final int MAX_SEARCHED = 2_000;

  /** The age of nothing. */
  public static final long NOTHING = Long.MAX_VALUE;

  private final int maxCalls;
  private final Map<String, KeptCall> calls = new LinkedHashMap<>();
  private final Set<String> open = new LinkedHashSet<>();
  private final Deque<String> recentlyEnded = new ArrayDeque<>();

  // The oldest first. Some of them may have been forgotten, or given up, already.
  private final Deque<Aged> withDiffs = new ArrayDeque<>();
  private final Deque<Aged> ended = new ArrayDeque<>();

  private final Map<ToolStatus, Long> counts = new EnumMap<>(ToolStatus.class);
  private long now;
  private long forgotten;
  private long diffChars;
  private long bytes;

  /**
   * An empty memory.
   *
   * @param maxCalls how many calls are kept; then the oldest are forgotten, and counted
   */
  public CallMemory(int maxCalls) {
    if (maxCalls < 1) {
      throw new IllegalArgumentException("maxCalls must be positive: " + maxCalls);
    }
    this.maxCalls = maxCalls;
  }

  /** What is put from now on is as old as the event of that number; numbers grow. */
  public void now(long number) {
    now = number;
  }

  @Nullable ToolCall get(String callId) {
    KeptCall kept = calls.get(callId);
    return kept == null ? null : kept.call();
  }

  /** Keeps the newest that is known of a call, and gives it back. */
  ToolCall put(ToolCall call) {
    String id = call.callId();
    KeptCall before = calls.get(id);
    if (before != null) {
      counts.merge(before.status(), -1L, Long::sum);
    }
    counts.merge(call.status(), 1L, Long::sum);
    replace(id, call.isOpen() ? new KeptCall.Whole(call) : PackedCall.of(call));
    if (call.isOpen()) {
      open.add(id);
    } else if (open.remove(id) || before == null) {
      recentlyEnded.addLast(id);
      ended.addLast(new Aged(id, now));
    }
    if (recentlyEnded.size() > RECENTLY_ENDED) {
      recentlyEnded.removeFirst();
    }
    keepDiffs(id);
    if (calls.size() > maxCalls) {
      forgetEldest();
    }
    return call;
  }

  private void replace(String id, KeptCall kept) {
    KeptCall before = calls.put(id, kept);
    if (before != null) {
      diffChars -= before.diffChars();
      bytes -= before.bytes();
    }
    diffChars += kept.diffChars();
    bytes += kept.bytes();
  }

  private void keepDiffs(String id) {
    KeptCall kept = calls.get(id);
    if (kept == null || kept.diffChars() == 0) {
      return;
    }
    withDiffs.addLast(new Aged(id, now));
    while ((diffChars > MAX_DIFF_CHARS || withDiffs.size() > maxCalls) && withDiffs.size() > 1) {
      giveUpDiffs();
    }
  }

  /** Whether there is no call that {@link #forgetEldest} could forget. */
  public boolean isEmpty() {
    return calls.isEmpty();
  }

  /** Forgets, and counts, the call that was heard of before all others, also one that runs. */
  public void forgetEldest() {
    forget(calls.keySet().iterator().next());
    while (!ended.isEmpty() && !calls.containsKey(ended.getFirst().callId())) {
      ended.removeFirst();
    }
  }

  private void forget(String callId) {
    KeptCall gone = calls.remove(callId);
    open.remove(callId);
    if (gone != null) {
      diffChars -= gone.diffChars();
      bytes -= gone.bytes();
      forgotten++;
    }
  }

  /** The age of what {@link #giveUpDiffs} would give up; {@link #NOTHING} when there is nothing. */
  public long oldestDiffs() {
    return age(withDiffs);
  }

  /** The age of what {@link #giveUpCall} would give up; {@link #NOTHING} when there is nothing. */
  public long oldestCall() {
    return age(ended);
  }

  private static long age(Deque<Aged> oldestFirst) {
    return oldestFirst.isEmpty() ? NOTHING : oldestFirst.getFirst().age();
  }

  /** Gives up the diffs of the call that has had them for longest. */
  public void giveUpDiffs() {
    String oldest = withDiffs.removeFirst().callId();
    KeptCall kept = calls.get(oldest);
    if (kept != null) {
      replace(oldest, kept.withoutDiffs());
    }
  }

  /** Forgets, and counts, the call that ended before all others. */
  public void giveUpCall() {
    String oldest = ended.removeFirst().callId();
    // One that was forgotten before may have come again.
    if (!open.contains(oldest)) {
      forget(oldest);
    }
  }

  List<ToolCall> open() {
    return named(open);
  }

  boolean isOpen(String callId) {
    return open.contains(callId);
  }

  List<ToolCall> openAndRecent() {
    List<ToolCall> found = new ArrayList<>(open());
    found.addAll(named(recentlyEnded));
    return found;
  }

  private List<ToolCall> named(Iterable<String> ids) {
    List<ToolCall> found = new ArrayList<>();
    for (String id : ids) {
      KeptCall kept = calls.get(id);
      if (kept != null) {
        found.add(kept.call());
      }
    }
    return found;
  }

  /** What the newest successful calls have done to files, the oldest first. */
  Iterator<FileOperation> done() {
    return calls.values().stream()
        .skip(Math.max(0, calls.size() - MAX_SEARCHED))
        .filter(kept -> kept.status() == ToolStatus.OK)
        .flatMap(kept -> kept.call().files().stream())
        .iterator();
  }

  /**
   * Every call that is kept, in the order in which they were first heard of: a value, which costs
   * its reader what it takes to unpack them.
   */
  public List<ToolCall> all() {
    return new KeptCalls(calls.values());
  }

  /** How many calls there ever were. */
  public long heardOf() {
    return calls.size() + forgotten;
  }

  /** About how much memory they take. */
  public long bytes() {
    return bytes;
  }

  /** How many calls have each status, with those forgotten. */
  public CallCounts counts() {
    return new CallCounts(counts, forgotten);
  }
}
