package io.mpm.monitor.protocol.redaction;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What the redaction of one event has cost and may cost. The unit is one look at one character. Not
 * thread-safe.
 */
final class Work {

  /** There is no more to spend on this text. */
  static final class Exhausted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Exhausted() {
      super(null, null, false, false);
    }
  }

  /**
   * How often a character may be looked at. Ordinary text needs two looks, a dump of an environment
   * full of secrets about ten.
   */
  private static final int LOOKS_PER_CHARACTER = 16;

  /** Short texts may need more looks a character; they are cheap all the same. */
  private static final int LOOKS_PER_TEXT = 8_192;

  /** Texts up to here are examined even when the time is up: names and ids stay readable. */
  private static final int SHORT = 256;

  private static final int LOOKS_PER_GLANCE_AT_THE_CLOCK = 4_096;

  private final LongSupplier nanoClock;
  private final long start;
  private final long nanos;
  private long spent;
  private long limit;
  private long nextGlance;
  private boolean timed;

  Work(LongSupplier nanoClock, Duration time) {
    this.nanoClock = nanoClock;
    this.start = nanoClock.getAsLong();
    this.nanos = time.toNanos();
  }

  /**
   * Runs the task of redacting one text, which may be part of another.
   *
   * @param length how many characters the text has
   * @throws Exhausted when the task costs more than a text of that length may
   */
  String on(int length, Supplier<String> task) {
    long outerLimit = limit;
    boolean outerTimed = timed;
    try {
      limit = spent + (long) LOOKS_PER_CHARACTER * length + LOOKS_PER_TEXT;
      timed = length > SHORT;
      glance();
      return task.get();
    } finally {
      limit = outerLimit;
      timed = outerTimed;
      nextGlance = 0;
    }
  }

  /** Accounts for one look. */
  void look() {
    if (++spent >= nextGlance) {
      glance();
    }
  }

  /** Accounts for so many looks. */
  void look(int times) {
    spent += times;
    if (spent >= nextGlance) {
      glance();
    }
  }

  /** All looks so far. */
  long spent() {
    return spent;
  }

  private void glance() {
    boolean late = timed && nanoClock.getAsLong() - start > nanos;
    if (late || spent > limit) {
      throw new Exhausted();
    }
    nextGlance = Math.min(limit + 1, spent + LOOKS_PER_GLANCE_AT_THE_CLOCK);
  }
}
