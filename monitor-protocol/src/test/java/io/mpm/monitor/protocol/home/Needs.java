package io.mpm.monitor.protocol.home;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What a test cannot do without, and not every machine has. */
final class Needs {

  private Needs() {}

  /** Goes on with the test only where it can be run; else prints why not. */
  static void that(boolean holds, String otherwise) {
    if (!holds) {
      System.out.println("[not tested] " + otherwise);
    }
    assumeTrue(holds, otherwise);
  }
}
