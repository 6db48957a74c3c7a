package io.mpm.monitor.it.rig;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;

/** What a test cannot do without, and not every machine has. */
public final class Needs {

  private Needs() {}

  /** Goes on with the test only where it can be run; else prints why not. */
  public static void that(boolean holds, String otherwise) {
    if (!holds) {
      System.out.println("[not tested] " + otherwise);
    }
    assumeTrue(holds, otherwise);
  }

  /** As {@link #that}, with what is there. */
  public static <T> T one(Optional<T> found, String otherwise) {
    that(found.isPresent(), otherwise);
    return found.orElseThrow();
  }
}
