package io.mpm.monitor.daemon.model.tools;

import io.mpm.monitor.daemon.model.files.FileOperation;

/** A call in memory: as it is while it runs, in few bytes once it has ended. A value. */
sealed interface KeptCall permits KeptCall.Whole, PackedCall {

  ToolCall call();

  ToolStatus status();

  /** About how much memory it takes. */
  long bytes();

  /** How much of that its diffs take. */
  int diffChars();

  /** The same call, with its diffs given up to save memory. */
  KeptCall withoutDiffs();

  /** A call as it is. */
  record Whole(ToolCall call) implements KeptCall {

    /** Beside its texts: records, strings' heads, its places in the tables. */
    private static final long OVERHEAD_BYTES = 600;

    private static final long FILE_OVERHEAD_BYTES = 200;

    @Override
    public ToolStatus status() {
      return call.status();
    }

    @Override
    public long bytes() {
      long bytes =
          OVERHEAD_BYTES + call.input().length() + call.ending().output().summary().length();
      for (FileOperation file : call.files()) {
        bytes += FILE_OVERHEAD_BYTES + file.path().length() + file.pattern().length();
      }
      return bytes + diffChars();
    }

    @Override
    public int diffChars() {
      return call.files().stream().mapToInt(file -> file.change().diff().length()).sum();
    }

    @Override
    public KeptCall withoutDiffs() {
      return new Whole(call.withoutDiffs());
    }
  }
}
