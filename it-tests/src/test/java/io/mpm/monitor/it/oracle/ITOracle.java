package io.mpm.monitor.it.oracle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random sequences of hooks and faults against the real processes, held to a model: whatever
 * happened, once the faults are over, every event whose hook had written it is shown, once,
 * unchanged, and in its session's order.
 *
 * <p>{@code -Dmpm.oracle.sequences=N} says how many; with {@code -Dmpm.oracle.seed=N} all of them
 * are the one of that seed, by itself once. The same seed gives the same steps; how the processes
 * meet between them is up to the machine.
 */
class ITOracle {

  private static final int SEQUENCES = 20;

  @TempDir private Path temporary;
  private final AtomicInteger worlds = new AtomicInteger();
  private final AtomicInteger passed = new AtomicInteger();

  @TestFactory
  Stream<DynamicTest> whateverHappens_everyEventIsShownOnceInOrder() {
    return seeds().mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> holdsFor(seed)));
  }

  private static LongStream seeds() {
    Long one = Long.getLong("mpm.oracle.seed");
    return one != null
        ? LongStream.generate(() -> one).limit(Integer.getInteger("mpm.oracle.sequences", 1))
        : new Random()
            .longs(Integer.getInteger("mpm.oracle.sequences", SEQUENCES), 1, 1_000_000_000);
  }

  private void holdsFor(long seed) throws IOException {
    Random chance = new Random(seed);
    List<Step> steps = Step.draw(chance);
    System.out.printf("seed %d: %s%n", seed, steps);
    long began = System.nanoTime();
    Path folder = temporary.resolve("seed-" + seed + "-" + worlds.incrementAndGet());
    try (World world = new World(folder, chance)) {
      try {
        steps.forEach(world::take);
        world.recover();
        world.verify();
        System.out.printf(
            "seed %d holds: %s, %.1f s; %d passed so far%n",
            seed, world.summary(), (System.nanoTime() - began) / 1e9, passed.incrementAndGet());
      } catch (Throwable e) {
        String report = "rerun with -Dmpm.oracle.seed=%d%n%s".formatted(seed, world.evidence());
        System.out.println(report + "\n" + e);
        throw new AssertionError(report, e);
      }
    }
  }
}
