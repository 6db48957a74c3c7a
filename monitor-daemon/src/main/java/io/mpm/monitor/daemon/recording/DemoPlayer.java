package io.mpm.monitor.daemon.recording;

import java.io.IOException;
import java.time.Duration;

/** Plays a recording: each step at its offset, later when the one before took too long. */
public final class DemoPlayer {

  /** What a step is handed to. */
  @FunctionalInterface
  public interface Hook {
    void call(DemoRecording.Step step) throws IOException, InterruptedException;
  }

  /** Time, as far as a player needs it. */
  public interface Time {
    Duration sinceStart();

    void sleep(Duration duration) throws InterruptedException;
  }

  private final Hook hook;
  private final Time time;
  private final double speed;

  /**
   * A player.
   *
   * @param speed 1 is as recorded, 0.1 ten times slower
   */
  public DemoPlayer(Hook hook, Time time, double speed) {
    if (!(speed > 0) || Double.isInfinite(speed)) {
      throw new IllegalArgumentException("--speed must be a number over 0: " + speed);
    }
    this.hook = hook;
    this.time = time;
    this.speed = speed;
  }

  /** Returns after the last step, on the caller's thread. */
  public void play(DemoRecording recording) throws IOException, InterruptedException {
    for (DemoRecording.Step step : recording.steps()) {
      Duration due = Duration.ofNanos((long) (step.offset().toNanos() / speed));
      Duration wait = due.minus(time.sinceStart());
      if (!wait.isNegative() && !wait.isZero()) {
        time.sleep(wait);
      }
      hook.call(step);
    }
  }

  /** The time that everybody has. */
  public static Time realTime() {
    long start = System.nanoTime();
    return new Time() {
      @Override
      public Duration sinceStart() {
        return Duration.ofNanos(System.nanoTime() - start);
      }

      @Override
      public void sleep(Duration duration) throws InterruptedException {
        Thread.sleep(duration.toMillis(), duration.toNanosPart() % 1_000_000);
      }
    };
  }
}
