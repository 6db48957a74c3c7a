package io.mpm.monitor.daemon;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

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

  /** As {@link #that}, for what others may not. */
  public static void root(String otherwise) {
    that(System.getProperty("user.name").equals("root"), otherwise);
  }
}
