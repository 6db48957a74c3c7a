package io.mpm.monitor.it.oracle;

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

  /** The clock of the day is put that far from the true time: ahead, behind, or right again. */
  record SetClock(int hoursAhead) implements Step {}

  /** Somebody leaves something in the spool that no hook wrote. */
  record StrangersFile(Stranger kind) implements Step {}

  /** Something happens while hooks run. */
  record Amid(Burst hooks, int afterMillis, Step fault) implements Step {}

  /** Nothing happens for a while. */
  record Rest(int millis) implements Step {}

  int SESSIONS = 5;

  /** Among them more than the days after which a file that waits is dropped for its age. */
  List<Integer> HOURS_AHEAD = List.of(-30 * 24, -7, -1, 0, 2, 100, 5 * 365 * 24);

  /** A sequence of steps; the same for the same source of chance. */
  static List<Step> draw(RandomGenerator chance) {
    int length = chance.nextInt(8, 15);
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      Step step = next(chance);
      steps.add(step);
      if (endsTheDaemon(step) && chance.nextInt(3) > 0) {
        // With nobody to talk to, little can go wrong.
        steps.add(amidHooks(chance, new Command("start")));
      }
    }
    return steps;
  }

  private static Step next(RandomGenerator chance) {
    int drawn = chance.nextInt(100);
    if (drawn < 15) {
      return new Hooks(chance.nextInt(SESSIONS), chance.nextInt(1, 6));
    }
    if (drawn < 23) {
      return burst(chance);
    }
    if (drawn < 31) {
      return new Parallel(chance.nextInt(SESSIONS), chance.nextInt(2, 25));
    }
    if (drawn < 67) {
      Step fault = fault(chance);
      return chance.nextBoolean() ? fault : amidHooks(chance, fault);
    }
    if (drawn < 80) {
      return new Pause(target(chance), pause(chance), chance.nextInt(9), chance.nextInt(3) == 0);
    }
    if (drawn < 88) {
      return new StrangersFile(Stranger.draw(chance));
    }
    if (drawn < 94) {
      return new SetClock(HOURS_AHEAD.get(chance.nextInt(HOURS_AHEAD.size())));
    }
    return new Rest(chance.nextInt(400));
  }

  private static Step fault(RandomGenerator chance) {
    int drawn = chance.nextInt(10);
    if (drawn < 3) {
      return new Kill(Target.PROXY);
    }
    if (drawn < 5) {
      return new Kill(Target.DAEMON);
    }
    if (drawn < 8) {
      return new Command(List.of("start", "stop", "restart").get(chance.nextInt(3)));
    }
    return drawn == 8 ? new FillDisk() : new FreeDisk();
  }

  private static Burst burst(RandomGenerator chance) {
    return new Burst(chance.nextInt(2, SESSIONS + 1), chance.nextInt(1, 10));
  }

  private static Step amidHooks(RandomGenerator chance, Step fault) {
    return new Amid(burst(chance), chance.nextInt(120), fault);
  }

  private static boolean endsTheDaemon(Step step) {
    if (step instanceof Amid amid) {
      return endsTheDaemon(amid.fault());
    }
    return step.equals(new Kill(Target.DAEMON))
        || step.equals(new Command("stop"))
        || (step instanceof Pause pause && pause.target() == Target.DAEMON && pause.killed());
  }

  private static Target target(RandomGenerator chance) {
    return chance.nextBoolean() ? Target.PROXY : Target.DAEMON;
  }

  /** Now and then longer than the proxy waits for an answer. */
  private static int pause(RandomGenerator chance) {
    return chance.nextInt(12) == 0 ? 5_500 : chance.nextInt(50, 1_000);
  }
}
