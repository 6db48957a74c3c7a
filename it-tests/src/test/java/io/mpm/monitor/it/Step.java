package io.mpm.monitor.it;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** One thing that happens to the monitor. */
sealed interface Step {

  enum Target {
    PROXY,
    DAEMON
  }

  /** Some hooks of one session, one after the other. */
  record Hooks(int session, int count) implements Step {}

  /** Some sessions at once, some hooks in each. */
  record Burst(int sessions, int hooksEach) implements Step {}

  /** Some hooks of one session at once. */
  record Parallel(int session, int count) implements Step {}

  /** SIGKILL. */
  record Kill(Target target) implements Step {}

  /** SIGSTOP, some hooks, and SIGCONT, or SIGKILL. */
  record Pause(Target target, int millis, int hooks, boolean killed) implements Step {}

  /** {@code mpm-monitord start}, {@code stop} or {@code restart}. */
  record Command(String word) implements Step {}

  /** No byte more fits on the disk. */
  record FillDisk() implements Step {}

  record FreeDisk() implements Step {}

  /** Somebody leaves something in the spool that no hook wrote. */
  record StrangersFile(Stranger kind) implements Step {}

  /** Nothing happens for a while. */
  record Rest(int millis) implements Step {}

  int SESSIONS = 5;

  /** A sequence of steps; the same for the same source of chance. */
  static List<Step> draw(RandomGenerator chance) {
    int length = chance.nextInt(8, 17);
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      steps.add(next(chance));
    }
    return steps;
  }

  private static Step next(RandomGenerator chance) {
    int session = chance.nextInt(SESSIONS);
    int drawn = chance.nextInt(100);
    if (drawn < 22) {
      return new Hooks(session, chance.nextInt(1, 6));
    }
    if (drawn < 32) {
      return new Burst(chance.nextInt(2, SESSIONS + 1), chance.nextInt(1, 7));
    }
    if (drawn < 40) {
      return new Parallel(session, chance.nextInt(2, 25));
    }
    if (drawn < 50) {
      return new Kill(Target.PROXY);
    }
    if (drawn < 57) {
      return new Kill(Target.DAEMON);
    }
    if (drawn < 67) {
      return new Pause(target(chance), pause(chance), chance.nextInt(5), chance.nextInt(3) == 0);
    }
    if (drawn < 76) {
      return new Command(List.of("start", "start", "stop", "restart").get(chance.nextInt(4)));
    }
    if (drawn < 81) {
      return new FillDisk();
    }
    if (drawn < 85) {
      return new FreeDisk();
    }
    if (drawn < 93) {
      return new StrangersFile(Stranger.draw(chance));
    }
    return new Rest(chance.nextInt(400));
  }

  private static Target target(RandomGenerator chance) {
    return chance.nextBoolean() ? Target.PROXY : Target.DAEMON;
  }

  /** Now and then longer than the proxy waits for an answer. */
  private static int pause(RandomGenerator chance) {
    return chance.nextInt(12) == 0 ? 5_500 : chance.nextInt(50, 1_000);
  }
}
