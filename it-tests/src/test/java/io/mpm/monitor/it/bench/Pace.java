package io.mpm.monitor.it.bench;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * So many a second, whatever each of them takes, and each at any moment of its share of the time:
 * hooks keep no beat, and one of 10 ms would always meet a screen at the same five moments.
 */
record Pace(int perSecond) {

  /** Calls {@code next} when {@code step} more are due, for that long. */
  void keep(Duration howLong, int step, Runnable next) {
    long began = System.nanoTime();
    long total = perSecond * howLong.toMillis() / 1_000;
    long share = step * 1_000_000_000L / perSecond;
    SplittableRandom chance = new SplittableRandom(7);
    for (long done = 0; done < total; done += step) {
      long due = began + done * 1_000_000_000L / perSecond + chance.nextLong(share);
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      next.run();
    }
  }
}
